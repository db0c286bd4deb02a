using Boop.Links;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>
/// Asks for one person. After a silence longer than a context can live the network is asked for the truth; where somebody watches
/// it is asked as well how the context stands, whenever that may have been missed.
/// </summary>
internal sealed class CreateCall(CreateContext message, ContextProgress? progress, CallServices services)
    : Call(new PendingCall(message.ContextId, message, CallAim.Outcome) { Progress = progress }, services)
{
    private static readonly TimeSpan NewsDue = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private SendSlot? _place;

    protected override TimeSpan Silence { get; } = TimeSpan.FromMilliseconds(ProtocolLimits.ContextTtlMs) + Grace;

    // These two may have happened. A limit says that nothing happened, but of this message: an earlier one, or that of another call
    // for the same context, may have been accepted.
    protected override bool IsPassing(ErrorCode code) => code switch
    {
        ErrorCode.RateLimited => Services.Calls.CreatesOf(ContextId).Sum(create => create.Mark.Count) > 1,
        _ => code is ErrorCode.Unavailable or ErrorCode.InternalError,
    };

    // The network counts no context twice.
    protected override async Task EnterAsync(Action admitted, CancellationToken cancellationToken)
    {
        if (!Services.Calls.IsDecided(ContextId))
        {
            Task<SendSlot> entering = RoomAsync(Services.Pacer.Contexts, ContextId, cancellationToken);
            bool hasWaited = !entering.IsCompleted;
            _place = await entering.ConfigureAwait(false);
            if (hasWaited)
            {
                admitted();
            }
        }
    }

    protected override void Sent()
    {
        if (_place is { HeardAt: null } place)
        {
            Services.Pacer.Contexts.Sent(place);
        }
    }

    protected override void Refused()
    {
        if (_place is { HeardAt: null } place)
        {
            Services.Pacer.Contexts.Leave(place);
        }
    }

    protected override void Ended()
    {
        if (_place is { SentAt: null } place)
        {
            Services.Pacer.Contexts.Leave(place);
        }
    }

    protected override async Task<CallReply?> SaidAsync(Task<CallReply> reply, LinkSession session, CancellationToken cancellationToken)
    {
        if (progress is not null && await IsNewsDueAsync(progress, reply, cancellationToken).ConfigureAwait(false))
        {
            await LookAsync(session, cancellationToken).ConfigureAwait(false);
        }

        return await base.SaidAsync(reply, session, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An outcome that the look is told is the answer of this call too; what the network does not know is created again.</summary>
    protected override async Task WonderAsync(CancellationToken cancellationToken)
    {
        var look = new LookCall(new GetContext(ContextId), CallAim.Either, Services);
        try
        {
            ContextStatus status = await look.RunAsync(cancellationToken).ConfigureAwait(false);
            if (status.Outcome is { } outcome)
            {
                look.LetGo(outcome);
            }
        }
        catch (BoopException exception) when (exception.Code == BoopErrorCodes.ContextNotFound)
        {
            // It was never accepted.
        }
    }

    private async Task LookAsync(LinkSession session, CancellationToken cancellationToken)
    {
        if (Services.Pacer.Messages.TryEnter(null, out _) is { } slot)
        {
            var look = new GetContext(ContextId) { Id = PendingCall.NewId() };
            await session.SendAsync(VendorFrames.Encode(look), cancellationToken).ConfigureAwait(false);
            Services.Pacer.Messages.Sent(slot);
        }
    }

    // Nothing answers a repeated create of an open context, nor the first one of a process that began anew.
    private async Task<bool> IsNewsDueAsync(ContextProgress watched, Task<CallReply> reply, CancellationToken cancellationToken)
    {
        if (Sends > 1)
        {
            return !reply.IsCompleted;
        }

        try
        {
            await Task.WhenAny(watched.Begun, reply).WaitAsync(NewsDue, Services.Settings.Time, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }
}
