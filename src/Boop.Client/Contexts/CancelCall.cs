using Boop.Links;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>
/// Withdraws a context, whoever asked for it. It never overtakes a create that waits here: the network would say that it knows no such
/// context, and then open it.
/// </summary>
internal sealed class CancelCall(CancelContext message, CallServices services)
    : Call(new PendingCall(message.ContextId, message, CallAim.Outcome), services)
{
    private bool _followsCreate;

    // A create that waits here may be accepted yet, or was between the network's answer and now.
    protected override bool IsPassing(ErrorCode code) => base.IsPassing(code)
        || (code == ErrorCode.ContextNotFound && (_followsCreate || Services.Calls.CreatesOf(ContextId).Count > 0));

    protected override Task FollowAsync(LinkSession session)
    {
        IReadOnlyList<PendingCall> creates = Services.Calls.CreatesOf(ContextId);
        _followsCreate = creates.Count > 0;
        return Task.WhenAll(creates.Select(create => create.Mark.SettledAsync(session)));
    }
}
