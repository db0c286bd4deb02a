using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client.Testing;

/// <summary>The <c>type</c> of each message.</summary>
internal static class MessageNames
{
    internal static string Of(VendorServerMessage message) => message switch
    {
        Authenticated => BoopTestMessageTypes.Authenticated,
        AuthResult => BoopTestMessageTypes.AuthResult,
        ContextUpdate => BoopTestMessageTypes.ContextUpdate,
        Pong => BoopTestMessageTypes.Pong,
        _ => BoopTestMessageTypes.Error,
    };

    internal static string Of(Decoded<VendorClientMessage> decoded) => decoded.Message switch
    {
        Authenticate => BoopTestMessageTypes.Authenticate,
        CreateContext => BoopTestMessageTypes.CreateContext,
        CancelContext => BoopTestMessageTypes.CancelContext,
        GetContext => BoopTestMessageTypes.GetContext,
        Ack => BoopTestMessageTypes.Ack,
        Ping => BoopTestMessageTypes.Ping,
        _ => decoded.Failure?.Type ?? "?",
    };

    /// <summary>The context that a message, or what was to be one, speaks of.</summary>
    internal static string? ContextOf(Decoded<VendorClientMessage> decoded) => decoded.Message switch
    {
        CreateContext create => create.ContextId,
        CancelContext cancel => cancel.ContextId,
        GetContext look => look.ContextId,
        _ => decoded.Failure?.ContextId,
    };

    internal static string? IdOf(Decoded<VendorClientMessage> decoded) => decoded.Message?.Id ?? decoded.Failure?.Id;
}
