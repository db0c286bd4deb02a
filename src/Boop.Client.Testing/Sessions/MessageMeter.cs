using Boop.Contexts;
using Boop.Contexts.Limits;

namespace Boop.Client.Testing;

/// <summary>Counts messages of any 60 s, refused ones too.</summary>
internal sealed class MessageMeter(BoopTestClock clock)
{
    private const int Flood = 2 * ContextRules.MessagesPerWindow;

    private readonly SlidingWindow _window = new(ContextRules.LimitWindow, Flood + 1);

    /// <summary>Counts a message. The same message, alone, is within the limit after so many milliseconds.</summary>
    internal MeterVerdict Count(out int retryAfterMs)
    {
        DateTimeOffset now = clock.GetUtcNow();
        _window.Add(now);
        int count = _window.Count(now);
        retryAfterMs = 0;
        if (count <= ContextRules.MessagesPerWindow)
        {
            return MeterVerdict.Within;
        }

        retryAfterMs = (int)Math.Ceiling(_window.TimeUntilBelow(ContextRules.MessagesPerWindow, now).TotalMilliseconds);
        return count > Flood ? MeterVerdict.Flooding : MeterVerdict.Over;
    }
}
