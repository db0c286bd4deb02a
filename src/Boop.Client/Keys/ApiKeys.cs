using Boop.Protocol;

namespace Boop.Client;

/// <summary>Asks the application for its key, on a thread of its own: a provider that throws, blocks or hangs fails one attempt.</summary>
internal static class ApiKeys
{
    /// <exception cref="KeyUnavailableException">There is no key to be had.</exception>
    internal static async Task<string> AskAsync(Func<CancellationToken, ValueTask<string>> provider, CancellationToken cancellationToken)
    {
        Task<string> asking = Task.Run(async () => await provider(cancellationToken).ConfigureAwait(false), cancellationToken);
        _ = asking.ContinueWith(
            static late => _ = late.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        string key;
        try
        {
            key = await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new KeyUnavailableException("The ApiKeyProvider gave no key within the ConnectTimeout.");
        }
        catch (Exception exception)
        {
            throw new KeyUnavailableException($"The ApiKeyProvider failed with {exception.GetType().Name}.");
        }

        return key is { Length: > 0 and <= ProtocolLimits.MaxCredentialLength }
            ? key
            : throw new KeyUnavailableException($"The ApiKeyProvider gave a key that has not 1 to {ProtocolLimits.MaxCredentialLength} characters.");
    }
}
