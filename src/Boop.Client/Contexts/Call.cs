using Boop.Links;
using Boop.Protocol;

namespace Boop.Client;

/// <summary>
/// One call, from its first message to its end: sends the message on a live session, again and again, until something final is said.
/// Repeating it is always safe, so every doubt ends in a repetition: a lost link, a fault of the network, a silence too long.
/// What differs between a create, a cancel and a look stands in the classes derived from this one.
/// </summary>
internal abstract class Call(PendingCall pending, CallServices services)
{
    private readonly Backoff _backoff = new(services.Settings.Random);

    internal string ContextId => pending.ContextId;

    /// <summary>How often its message was queued on a live link.</summary>
    internal int Sends => pending.Mark.Count;

    protected CallServices Services => services;

    /// <summary>Whether it has asked nothing yet because the limits leave no room.</summary>
    internal bool IsWaitingForRoom { get; private set; }

    /// <summary>How long the network may say nothing to a message. 10 s for what it answers at once.</summary>
    protected virtual TimeSpan Silence { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Ends with the answer, a <see cref="BoopException"/>, or the token's cancellation.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="admitted">Told once it had to wait for room, and has it.</param>
    internal async Task<ContextStatus> RunAsync(CancellationToken cancellationToken, Action? admitted = null)
    {
        if (!services.Calls.TryAdd(pending))
        {
            throw Complaints.Of(WireError.Of(ErrorCode.ContextIdConflict), pending.ContextId);
        }

        try
        {
            await EnterAsync(admitted ?? (static () => { }), cancellationToken).ConfigureAwait(false);
            return await AskUntilAnsweredAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (services.Calls.Remove(pending) is { } answer)
        {
            // The answer came in the same moment: whoever asked has a right to it, and nobody else would get it.
            return answer;
        }
        finally
        {
            services.Calls.Remove(pending);
            pending.Mark.Rest();
            Ended();
        }
    }

    /// <summary>Its answer held an outcome that is not handed over.</summary>
    internal void LetGo(AuthenticationOutcome outcome) => services.Calls.LetGo(pending, outcome);

    /// <summary>Whether what the network says against the message may pass. A limit passes too.</summary>
    protected virtual bool IsPassing(ErrorCode code) => code is ErrorCode.Unavailable or ErrorCode.InternalError or ErrorCode.RateLimited;

    /// <summary>Ends when the limits allow what it is about to ask.</summary>
    protected virtual Task EnterAsync(Action admitted, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Its message was queued on a live link.</summary>
    protected virtual void Sent()
    {
    }

    /// <summary>It is over, however it ended.</summary>
    protected virtual void Ended()
    {
    }

    /// <summary>The network has refused it for good.</summary>
    protected virtual void Refused()
    {
    }

    /// <summary>A place for what is sent next. Only what was never sent is refused for want of room: all else may have happened.</summary>
    protected async Task<SendSlot> RoomAsync(SendWindow window, string? key, CancellationToken cancellationToken)
    {
        if (window.TryEnter(key, out TimeSpan wait) is { } slot)
        {
            return slot;
        }

        if (services.Pacer.Mode == Pacing.Refuse && Sends == 0)
        {
            throw Complaints.NoRoom(ContextId, wait);
        }

        IsWaitingForRoom = Sends == 0;
        slot = await window.EnterAsync(key, cancellationToken).ConfigureAwait(false);
        IsWaitingForRoom = false;
        return slot;
    }

    /// <summary>Ends when nothing more is to be sent on this link before the message.</summary>
    protected virtual Task FollowAsync(LinkSession session) => Task.CompletedTask;

    /// <summary>Nothing was said for too long; the message is repeated next.</summary>
    protected virtual Task WonderAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<ContextStatus> AskUntilAnsweredAsync(CancellationToken cancellationToken)
    {
        while (!pending.Answer.IsCompleted)
        {
            switch (await AskAsync(cancellationToken).ConfigureAwait(false))
            {
                case CallReply.Failed { Error: var error } when ErrorCodes.TryParse(error.Code, out ErrorCode code) && IsPassing(code):
                    await PauseAsync(error, cancellationToken).ConfigureAwait(false);
                    break;

                case CallReply.Failed failed:
                    Refused();
                    throw Complaints.Of(failed.Error, pending.ContextId);

                case null:
                    await WonderAsync(cancellationToken).ConfigureAwait(false);
                    break;
            }
        }

        return await pending.Answer.ConfigureAwait(false);
    }

    private async Task<CallReply?> AskAsync(CancellationToken cancellationToken)
    {
        Task<CallReply> reply = pending.NextReply();
        pending.Mark.Due();
        LinkSession session = await LiveAsync(cancellationToken).ConfigureAwait(false);
        session.Hurry();
        await Task.WhenAny(FollowAsync(session), reply).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!reply.IsCompleted)
        {
            await SendAsync(session, cancellationToken).ConfigureAwait(false);
        }

        CallReply? said = await SaidAsync(reply, session, cancellationToken).ConfigureAwait(false);
        if (said is not CallReply.LinkLost)
        {
            pending.Mark.Rest();
        }

        return said;
    }

    private async Task SendAsync(LinkSession session, CancellationToken cancellationToken)
    {
        SendSlot slot = await RoomAsync(services.Pacer.Messages, null, cancellationToken).ConfigureAwait(false);
        pending.Slot = slot;
        bool isSent = false;
        try
        {
            isSent = await session.SendAsync(pending.Frame, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (isSent)
            {
                services.Pacer.Messages.Sent(slot);
                pending.Mark.Sent(session);
                Sent();
            }
            else
            {
                services.Pacer.Messages.Leave(slot);
            }
        }
    }

    private async Task<LinkSession> LiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await services.Keeper.LiveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BoopException exception)
        {
            throw Complaints.About(exception, ContextId, mayHaveHappened: Sends > 0);
        }
    }

    /// <summary>Waits for the reply; null where there is none in time.</summary>
    protected virtual Task<CallReply?> SaidAsync(Task<CallReply> reply, LinkSession session, CancellationToken cancellationToken) =>
        SaidWithinAsync(reply, Silence, cancellationToken);

    protected async Task<CallReply?> SaidWithinAsync(Task<CallReply> reply, TimeSpan silence, CancellationToken cancellationToken)
    {
        try
        {
            // Where the link has ended already, its loss is the reply.
            return await reply.WaitAsync(silence, services.Settings.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task PauseAsync(WireError error, CancellationToken cancellationToken)
    {
        try
        {
            await pending.Answer.WaitAsync(_backoff.Next(error.RetryAfter()), services.Settings.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Nothing came meanwhile.
        }
    }
}
