using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>
/// The network's limits, as it announced them, and what of them is used. A few messages of each minute are kept for the signs of life and the
/// authentications, which cannot wait.
/// </summary>
internal sealed class Pacer
{
    private const int MostKept = 40;
    private const int ShareKept = 4;

    private readonly Lock _gate = new();
    private readonly Queue<SendSlot> _pings = new();
    private SendSlot? _authenticate;

    internal Pacer(TimeProvider time, Pacing mode)
    {
        Mode = mode;
        Contexts = new SendWindow(time);
        Messages = new SendWindow(time);
        Announce(new SessionLimits());
    }

    internal Pacing Mode { get; }

    internal SendWindow Contexts { get; }

    internal SendWindow Messages { get; }

    internal void Announce(SessionLimits limits)
    {
        Contexts.Limit = limits.ContextsPerMinute;
        Messages.Limit = limits.MessagesPerMinute - Math.Min(MostKept, limits.MessagesPerMinute / ShareKept);
    }

    internal void Authenticating()
    {
        lock (_gate)
        {
            // What the link before was not told any more is not answered here.
            _pings.Clear();
            _authenticate = Messages.EnterAnyhow();
        }
    }

    internal void Authenticated(SessionLimits limits)
    {
        Announce(limits);
        lock (_gate)
        {
            if (_authenticate is { } slot)
            {
                Messages.HeardUpTo(slot);
            }
        }
    }

    internal void Pinging()
    {
        lock (_gate)
        {
            _pings.Enqueue(Messages.EnterAnyhow());
        }
    }

    internal void Ponged()
    {
        lock (_gate)
        {
            if (_pings.TryDequeue(out SendSlot? slot))
            {
                Messages.HeardUpTo(slot);
            }
        }
    }
}
