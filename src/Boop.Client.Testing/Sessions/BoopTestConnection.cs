using System.Text;
using Boop.Protocol;

namespace Boop.Client.Testing;

/// <summary>One connection of a client, in the hands of a test. Thread-safe.</summary>
public sealed class BoopTestConnection
{
    private readonly Lock _gate;
    private readonly VendorConnection _connection;

    internal BoopTestConnection(Lock gate, VendorConnection connection)
    {
        _gate = gate;
        _connection = connection;
    }

    /// <summary>1 for the network's first connection, 2 for the next one, and so on.</summary>
    public int Number => _connection.Number;

    /// <summary>Whether the client still holds its end.</summary>
    public bool IsHeldByClient => Read(static connection => connection.Wire.IsHeld);

    /// <summary>Whether messages pass: it is neither closing nor closed.</summary>
    public bool IsOpen => Read(static connection => !connection.IsOver);

    /// <summary>Whether it is the vendor's session: authenticated, and not replaced.</summary>
    public bool IsSession => Read(static connection => connection.IsSession);

    /// <summary>The code of the close frame that was sent first, by either end; null where there was none.</summary>
    public int? CloseCode => Read(static connection => connection.CloseCode);

    /// <summary>Closes as the network does: with a close frame, and the client's answer awaited for 2 s.</summary>
    /// <param name="code">Any code, such as 1012; <see cref="Boop.Protocol.CloseCode"/> has those of the protocol.</param>
    public void Close(int code) => Act(connection => connection.Close(Valid(code), reason: ""));

    /// <summary>As <see cref="Close(int)"/>, with the hint when to come back.</summary>
    /// <param name="code">Any code, such as 1012; <see cref="Boop.Protocol.CloseCode"/> has those of the protocol.</param>
    /// <param name="retryAfter">The hint.</param>
    public void Close(int code, TimeSpan retryAfter) =>
        Act(connection => connection.Close(Valid(code), CloseHint.Format((int)retryAfter.TotalMilliseconds)));

    /// <summary>Breaks it without a close frame.</summary>
    public void Drop() => Act(static connection => connection.End());

    /// <summary>Holds all bytes of both directions back until <see cref="Thaw"/>.</summary>
    public void Freeze() => Act(static connection => connection.Wire.Freeze());

    /// <summary>Lets what was held back pass, in order.</summary>
    public void Thaw() => Act(static connection => connection.Wire.Thaw());

    /// <summary>All bytes of both directions vanish from now on, and neither end is told.</summary>
    public void HalfOpen() => Act(static connection => connection.Wire.IsHalfOpen = true);

    /// <summary>Sends a text frame, whatever it says.</summary>
    /// <param name="text">The text.</param>
    public void Send(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Act(connection => connection.Send(WireMessage.Text(Encoding.UTF8.GetBytes(text)), "?"));
    }

    /// <summary>Sends a binary frame, which no client expects.</summary>
    /// <param name="bytes">The frame's payload.</param>
    public void SendBinary(ReadOnlyMemory<byte> bytes) =>
        Act(connection => connection.Send(new WireMessage(Opcode.Binary, bytes.ToArray()), "?"));

    private static int Valid(int code)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 1000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 4999);
        return code;
    }

    private void Act(Action<VendorConnection> act)
    {
        lock (_gate)
        {
            act(_connection);
        }
    }

    private T Read<T>(Func<VendorConnection, T> read)
    {
        lock (_gate)
        {
            return read(_connection);
        }
    }
}
