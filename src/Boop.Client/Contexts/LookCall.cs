using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>Asks where a context stands.</summary>
internal sealed class LookCall(GetContext message, CallAim aim, CallServices services)
    : Call(new PendingCall(message.ContextId, message, aim), services);
