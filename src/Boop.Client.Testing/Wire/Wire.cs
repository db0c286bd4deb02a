using System.Runtime.InteropServices;

namespace Boop.Client.Testing;

/// <summary>
/// One connection's bytes. What the client writes reaches the network within the write; what the network sends waits here until the
/// client reads it. The network's gate guards all of it; a client that waits is woken on another thread.
/// </summary>
internal sealed class Wire(Lock gate)
{
    private readonly MessageReader _reader = new();
    private readonly List<byte> _toClient = [];
    private readonly List<byte> _heldToClient = [];
    private readonly List<byte> _heldFromClient = [];
    private TaskCompletionSource _readable = New();

    /// <summary>A whole message came from the client.</summary>
    internal Action<WireMessage> Received { get; set; } = static _ => { };

    /// <summary>The client broke the framing, and earned this close code.</summary>
    internal Action<int> Violated { get; set; } = static _ => { };

    /// <summary>The client has let go of its end.</summary>
    internal Action Left { get; set; } = static () => { };

    /// <summary>Whether the client still holds its end.</summary>
    internal bool IsHeld { get; private set; } = true;

    /// <summary>Whether no more bytes pass, in either direction.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>Bytes wait at both ends until it thaws.</summary>
    internal bool IsFrozen { get; private set; }

    /// <summary>Bytes of both directions vanish, and neither end is told.</summary>
    internal bool IsHalfOpen { get; set; }

    /// <summary>Whether what is sent now reaches the client, at once or later.</summary>
    internal bool Carries => IsHeld && !HasEnded && !IsHalfOpen;

    internal void Send(ReadOnlySpan<byte> bytes)
    {
        if (!Carries)
        {
            return;
        }

        (IsFrozen ? _heldToClient : _toClient).AddRange(bytes);
        Wake();
    }

    /// <summary>The connection breaks: what was sent may still be read, then it is over.</summary>
    internal void End()
    {
        HasEnded = true;
        Wake();
    }

    internal void Freeze() => IsFrozen = true;

    internal void Thaw()
    {
        IsFrozen = false;
        _toClient.AddRange(_heldToClient);
        _heldToClient.Clear();
        Wake();
        byte[] held = [.. _heldFromClient];
        _heldFromClient.Clear();
        Take(held);
    }

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            if (HasEnded || !IsHeld)
            {
                throw new IOException("The connection is broken.");
            }

            if (IsHalfOpen)
            {
                return;
            }

            if (IsFrozen)
            {
                _heldFromClient.AddRange(bytes);
            }
            else
            {
                Take(bytes);
            }
        }
    }

    internal async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task readable;
            lock (gate)
            {
                if (!IsHeld)
                {
                    throw new IOException("The connection was given up.");
                }

                if (_toClient.Count > 0)
                {
                    int count = Math.Min(buffer.Length, _toClient.Count);
                    CollectionsMarshal.AsSpan(_toClient)[..count].CopyTo(buffer.Span);
                    _toClient.RemoveRange(0, count);
                    return count;
                }

                if (HasEnded && !IsFrozen)
                {
                    return 0;
                }

                readable = _readable.Task;
            }

            await readable.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal void Leave()
    {
        lock (gate)
        {
            if (IsHeld)
            {
                IsHeld = false;
                Wake();
                Left();
            }
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        _reader.Add(bytes);
        while (!HasEnded && _reader.Next() is { } message)
        {
            Received(message);
        }

        if (!HasEnded && _reader.Violation is { } code)
        {
            Violated(code);
        }
    }

    private void Wake()
    {
        _readable.TrySetResult();
        _readable = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
