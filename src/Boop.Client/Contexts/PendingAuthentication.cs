using System.Diagnostics;
using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>
/// One person who was asked, from <see cref="BoopClient.StartAsync"/> on: how it gets on, and what comes of it. Thread-safe.
/// To be disposed; an outcome that was not taken by then is among <see cref="BoopClient.ReadUnclaimedAsync"/>.
/// </summary>
public sealed class PendingAuthentication : IAsyncDisposable
{
    private readonly CallRunner _runner;
    private readonly CreateCall _call;
    private readonly ContextProgress _progress;
    private readonly CancellationTokenSource _leaving = new();
    private readonly Task<CallEnd> _running;
    private Fate _fate;
    private bool _isHandedOver;

    internal PendingAuthentication(CreateContext message, CallRunner runner, bool isWatched)
    {
        _runner = runner;
        _progress = new ContextProgress(message.ContextId);
        _call = runner.Create(message, isWatched ? _progress : null);
        _running = RunAsync();
    }

    // Whichever is first stays: an outcome is taken, or left to others.
    private enum Fate
    {
        Open,
        Taken,
        Left,
    }

    /// <summary>Names the request: to find it again after a restart, keep it.</summary>
    public string ContextId => _call.ContextId;

    /// <summary>How the request gets on: each state once, as the network tells it, until the one that ends it.</summary>
    /// <remarks>
    /// Begins with the first state, however late one begins to read, and may be read several times. Lost connections are borne: a state
    /// that passed meanwhile is not made up. Of a reader that falls behind by more than 16 states the oldest are dropped. No status here
    /// holds the outcome: that is taken with <see cref="WaitAsync"/>. Ends without a last state if this is disposed before.
    /// </remarks>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>States as they come.</returns>
    /// <exception cref="BoopException">As of <see cref="WaitAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IAsyncEnumerable<ContextStatus> ReadProgressAsync(CancellationToken cancellationToken = default) =>
        _progress.ReadAsync(cancellationToken);

    /// <summary>Waits for the outcome, and takes it: it is acknowledged to the network as the call returns. Always ends.</summary>
    /// <remarks>May be called again, and then tells the same. Cancelling the token ends this wait alone.</remarks>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="BoopException">
    /// The request could not be carried out, or (<see cref="BoopErrorCodes.OutcomeUnknown"/>,
    /// <see cref="BoopErrorCodes.NotConnected"/>) the network could not be reached within <see cref="BoopClientOptions.OutcomeTimeout"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">This, or the client, is or was meanwhile disposed.</exception>
    public async Task<AuthenticationOutcome> WaitAsync(CancellationToken cancellationToken = default)
    {
        CallEnd end = await _running.WaitAsync(cancellationToken).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(Decide(Fate.Taken) == Fate.Left, this);
        return Take(end);
    }

    /// <summary>Withdraws the request, and says what really happened: it may have been decided just before.</summary>
    /// <remarks>As <see cref="BoopClient.CancelAsync"/>; the outcome counts as taken.</remarks>
    /// <param name="cancellationToken">Ends the wait; the cancel may happen nonetheless.</param>
    /// <returns>The outcome that won.</returns>
    /// <exception cref="BoopException">As of <see cref="BoopClient.CancelAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client is, or was meanwhile, disposed.</exception>
    public async Task<AuthenticationOutcome> CancelAsync(CancellationToken cancellationToken = default) =>
        (await _runner.RunAndHandOverAsync(_runner.Cancel(ContextId), cancellationToken).ConfigureAwait(false)).Outcome!;

    /// <summary>
    /// Ends every wait of this. The request itself goes on: the person may still answer. An outcome that was not taken, or is still to come, is
    /// among <see cref="BoopClient.ReadUnclaimedAsync"/>.
    /// </summary>
    /// <returns>A task that ends at once.</returns>
    public async ValueTask DisposeAsync()
    {
        bool isLeft = Decide(Fate.Left) == Fate.Left;
        await _leaving.CancelAsync().ConfigureAwait(false);
        CallEnd end = await _running.ConfigureAwait(false);
        if (isLeft && end.Outcome is { } outcome)
        {
            // Letting go twice is harmless.
            _call.LetGo(outcome);
        }
    }

    /// <summary>Waits until the network has accepted the request.</summary>
    internal async Task BegunAsync(CancellationToken cancellationToken)
    {
        await _progress.Begun.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_progress.Failure is { } failure)
        {
            throw failure;
        }
    }

    private AuthenticationOutcome Take(CallEnd end)
    {
        if (end.Failure is { } failure)
        {
            throw failure;
        }

        if (!Interlocked.Exchange(ref _isHandedOver, true))
        {
            _runner.HandOver(ContextId);
        }

        return end.Outcome!;
    }

    /// <summary>Ends with whatever the call ended with: nobody may be there to observe an exception.</summary>
    private async Task<CallEnd> RunAsync()
    {
        long since = _runner.Time.GetTimestamp();
        using Activity? activity = ClientTelemetry.Begin(ContextId);
        CallEnd end = await CallAsync().ConfigureAwait(false);
        ClientTelemetry.End(activity, end.Kind, (end.Failure as BoopException)?.Code, _runner.Time.GetElapsedTime(since));
        if (end.Outcome is { } outcome)
        {
            _progress.End(outcome);
        }
        else
        {
            _progress.End(_leaving.IsCancellationRequested ? null : end.Failure);
        }

        return end;
    }

    private async Task<CallEnd> CallAsync()
    {
        try
        {
            return new CallEnd((await _runner.RunAsync(_call, _leaving.Token).ConfigureAwait(false)).Outcome, null);
        }
        catch (OperationCanceledException)
        {
            return new CallEnd(null, new ObjectDisposedException(nameof(PendingAuthentication)));
        }
        catch (Exception exception)
        {
            return new CallEnd(null, exception);
        }
    }

    private Fate Decide(Fate fate)
    {
        Fate before = Interlocked.CompareExchange(ref _fate, fate, Fate.Open);
        return before == Fate.Open ? fate : before;
    }
}
