using Boop.Links;
using Boop.Protocol;

namespace Boop.Client;

/// <summary>
/// One call from its create to its end: sends the create on every live session until something final is said of it. Repeating a create
/// is always safe, so every doubt ends in a repetition: a lost link, a fault of the network, a silence longer than a context can live.
/// </summary>
internal sealed class ContextCall(
    PendingContext pending, PendingContexts contexts, InquiryCall inquiries, LinkKeeper keeper, LinkSettings settings)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(ProtocolLimits.ContextTtlMs) + Grace;

    private readonly Backoff _backoff = new(settings.Random);

    /// <summary>Ends with the outcome, a <see cref="BoopException"/>, or the token's cancellation.</summary>
    internal async Task<AuthenticationOutcome> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!pending.Settled.IsCompleted)
            {
                switch (await AskAsync(cancellationToken).ConfigureAwait(false))
                {
                    case ContextReply.Settled settled:
                        return settled.Outcome;

                    case ContextReply.Failed { Error: var error } when IsWorthRepeating(error):
                        await PauseAsync(error, cancellationToken).ConfigureAwait(false);
                        break;

                    case ContextReply.Failed failed:
                        throw Complaints.Of(failed.Error, pending.ContextId);

                    case null:
                        await LookAsync(cancellationToken).ConfigureAwait(false);
                        break;
                }
            }

            return (await pending.Settled.ConfigureAwait(false)).Outcome;
        }
        catch (Exception) when (Withdraw() is { } settled)
        {
            // The outcome came in the same moment: whoever asked has a right to it, and nobody else would get it.
            return settled;
        }
        finally
        {
            contexts.Remove(pending);
        }
    }

    private async Task<ContextReply?> AskAsync(CancellationToken cancellationToken)
    {
        Task<ContextReply> reply = pending.NextReply();
        LinkSession session = await keeper.LiveAsync(cancellationToken).ConfigureAwait(false);
        session.Hurry();
        if (await session.SendAsync(pending.Frame, cancellationToken).ConfigureAwait(false))
        {
            pending.Sends++;
        }

        try
        {
            // Where the link has ended already, its loss is the reply.
            return await reply.WaitAsync(Silence, settings.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>
    /// Nothing came by the deadline and its grace: the network is asked for the truth. An outcome that it tells is in
    /// <see cref="PendingContext.Settled"/>; what it does not know is created again.
    /// </summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await inquiries.LookAsync(pending.ContextId, cancellationToken).ConfigureAwait(false);
        }
        catch (BoopException exception) when (exception.Code == BoopErrorCodes.ContextNotFound)
        {
            // It was never accepted.
        }
    }

    private async Task PauseAsync(WireError error, CancellationToken cancellationToken)
    {
        try
        {
            await pending.Settled.WaitAsync(_backoff.Next(error.RetryAfter()), settings.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Nothing came meanwhile.
        }
    }

    private AuthenticationOutcome? Withdraw()
    {
        contexts.Remove(pending);
        return pending.Settled.IsCompletedSuccessfully ? pending.Settled.Result.Outcome : null;
    }

    // These two may have happened. A limit says that nothing happened, but of this message: an earlier one may have been accepted.
    private bool IsWorthRepeating(WireError error) => ErrorCodes.TryParse(error.Code, out ErrorCode code) && code switch
    {
        ErrorCode.Unavailable or ErrorCode.InternalError => true,
        ErrorCode.RateLimited => pending.Sends > 1,
        _ => false,
    };
}
