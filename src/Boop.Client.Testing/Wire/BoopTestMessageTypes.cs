namespace Boop.Client.Testing;

/// <summary>The <c>type</c> of each message of the vendor's socket.</summary>
public static class BoopTestMessageTypes
{
    /// <summary>From the vendor: the first message.</summary>
    public const string Authenticate = "authenticate";

    /// <summary>From the vendor: asks for a person.</summary>
    public const string CreateContext = "create_context";

    /// <summary>From the vendor: withdraws a context.</summary>
    public const string CancelContext = "cancel_context";

    /// <summary>From the vendor: asks where a context stands.</summary>
    public const string GetContext = "get_context";

    /// <summary>From the vendor: outcomes are handled.</summary>
    public const string Ack = "ack";

    /// <summary>From the vendor: a sign of life.</summary>
    public const string Ping = "ping";

    /// <summary>From the network: the vendor is in.</summary>
    public const string Authenticated = "authenticated";

    /// <summary>From the network: an outcome.</summary>
    public const string AuthResult = "auth_result";

    /// <summary>From the network: where a context stands.</summary>
    public const string ContextUpdate = "context_update";

    /// <summary>From the network: an error, or the expiry of a context.</summary>
    public const string Error = "error";

    /// <summary>From the network: the answer to a ping.</summary>
    public const string Pong = "pong";

    internal static IReadOnlyList<string> FromVendor { get; } = [Authenticate, CreateContext, CancelContext, GetContext, Ack, Ping];

    internal static IReadOnlyList<string> FromNetwork { get; } = [Authenticated, AuthResult, ContextUpdate, Error, Pong];
}
