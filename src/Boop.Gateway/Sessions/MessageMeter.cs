using Boop.Contexts;
using Boop.Contexts.Limits;

namespace Boop.Gateway.Sessions;

/// <summary>Counts a client's messages of any 60 s, refused ones too. Not thread-safe.</summary>
internal sealed class MessageMeter(MonotonicClock clock)
{
    private const int Flood = 2 * ContextRules.MessagesPerWindow;

    private SlidingWindow _window = NewWindow();

    /// <summary>Starts from what earlier sessions of this client sent.</summary>
    public void Seed(IReadOnlyList<int> agesMs)
    {
        DateTimeOffset now = clock.Now;
        _window = NewWindow();
        foreach (int age in agesMs.OrderDescending())
            _window.Add(now - TimeSpan.FromMilliseconds(age));
    }

    /// <summary>Counts a message. The same message, alone, is within the limit after so many milliseconds.</summary>
    public MeterVerdict Count(out int retryAfterMs)
    {
        DateTimeOffset now = clock.Now;
        _window.Add(now);
        int count = _window.Count(now);
        retryAfterMs = 0;
        if (count <= ContextRules.MessagesPerWindow)
            return MeterVerdict.Within;
        retryAfterMs = (int)Math.Ceiling(_window.TimeUntilBelow(ContextRules.MessagesPerWindow, now).TotalMilliseconds);
        return count > Flood ? MeterVerdict.Flooding : MeterVerdict.Over;
    }

    private static SlidingWindow NewWindow() => new(ContextRules.LimitWindow, Flood + 1);
}
