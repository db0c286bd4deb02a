namespace Boop.Gateway.Sockets;

/// <summary>How a socket is to be closed.</summary>
/// <param name="Code">The close code.</param>
/// <param name="Reason">At most 123 bytes of UTF-8.</param>
internal sealed record CloseOrder(int Code, string Reason)
{
    public static CloseOrder Of(int code) => new(code, "");
}
