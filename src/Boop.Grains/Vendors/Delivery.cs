using Boop.Contexts;
using Boop.Grains.Contracts;

namespace Boop.Grains.Vendors;

/// <summary>
/// Outcomes on their way to the live session, in order and at the socket's pace:
/// no more are handed over than the session's outbox has room for.
/// </summary>
internal sealed class Delivery(SessionSlot session)
{
    private const int MostUnderWay = 64;

    private readonly Queue<VendorNotice.Decided> _queue = new();
    private int _underWay;

    /// <summary>A new session starts with nothing under way.</summary>
    public void Restart()
    {
        _queue.Clear();
        _underWay = 0;
    }

    /// <summary>Without a session there is nobody to send to: whoever comes next gets everything that is unsettled.</summary>
    public void Enqueue(ContextId context, Outcome outcome, string? messageId)
    {
        if (session.Current is null)
            return;
        _queue.Enqueue(new VendorNotice.Decided(context, outcome, messageId));
        Pump();
    }

    public void Sent(int outcomes)
    {
        _underWay = Math.Max(0, _underWay - outcomes);
        Pump();
    }

    private void Pump()
    {
        while (session.Current is { } live && _underWay < MostUnderWay && _queue.TryDequeue(out VendorNotice.Decided? next))
        {
            _underWay++;
            live.Observer.NotifyAsync(next).Ignore();
        }
    }
}
