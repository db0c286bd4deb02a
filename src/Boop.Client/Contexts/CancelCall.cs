using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>Withdraws a context, whoever asked for it.</summary>
internal sealed class CancelCall(CancelContext message, CallServices services)
    : Call(new PendingCall(message.ContextId, message, CallAim.Outcome), services);
