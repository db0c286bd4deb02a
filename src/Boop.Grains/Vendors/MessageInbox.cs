using Boop.Grains.Contracts;

namespace Boop.Grains.Vendors;

/// <summary>
/// Takes the live session's messages in their order. Two connections between nodes may swap neighbours; what stays missing is lost, and the
/// session ends, so that the client comes back and repeats.
/// </summary>
internal sealed class MessageInbox(SessionSlot session, TimeProvider time, Action<long> lost)
{
    /// <summary>How long a message may be missing whose successor has come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public void Receive(VendorOwner owner, SessionId from, long number, VendorCommand command)
    {
        if (session.Current is not { } live || live.Id != from)
            return;
        if (live.Messages.TryTake(number, command))
            Handle(owner, command);
        else if (live.Messages.HasGap)
            owner.Run(AwaitMissingAsync(live, live.Messages.Last + 1));
        while (session.Current == live && live.Messages.TryNext(out VendorCommand? next))
            Handle(owner, next);
    }

    private void Handle(VendorOwner owner, VendorCommand command)
    {
        session.CountMessage(owner.Now);
        switch (command)
        {
            case VendorCommand.Create create:
                owner.Admission.Create(create);
                break;
            case VendorCommand.Cancel cancel:
                owner.Inquiries.Cancel(cancel);
                break;
            case VendorCommand.Look look:
                owner.Inquiries.Look(look);
                break;
            case VendorCommand.Acknowledge acknowledge:
                owner.Acknowledge(acknowledge.Contexts);
                break;
        }
    }

    private async Task AwaitMissingAsync(SessionSlot.Live live, long missing)
    {
        await Task.Delay(Patience, time);
        if (session.Current == live && live.Messages.Last < missing)
            lost(missing);
    }
}
