using Boop.Contexts.Limits;
using CsCheck;

namespace Boop.Contexts.Tests.Limits;

public sealed class SlidingWindowTests
{
    private const int Limit = 5;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Gaps from nothing to over a window, in ticks of 1 s / 8 s / 1 tick, so that edges are hit and missed by a hair.
    private static readonly Gen<TimeSpan[]> Gaps = Gen.OneOf(
        Gen.Int[0, 3].Select(n => TimeSpan.FromSeconds(n * 8)),
        Gen.Int[0, 70].Select(n => TimeSpan.FromSeconds(n)),
        Gen.Int[0, 2].Select(n => TimeSpan.FromTicks(n))).Array[0, 60];

    [Fact]
    public void It_counts_exactly_what_came_in_the_window_that_ends_now() => Gaps.Sample(
        gaps =>
        {
            var window = new SlidingWindow(Length, gaps.Length + 1);
            var all = new List<DateTimeOffset>();
            DateTimeOffset now = Start;
            foreach (TimeSpan gap in gaps)
            {
                now += gap;
                window.Add(now);
                all.Add(now);
                DateTimeOffset[] expected = [.. all.Where(at => now - at < Length)];
                window.Count(now).ShouldBe(expected.Length);
                window.Times(now).ShouldBe(expected);
            }
        },
        iter: PropertyRuns.Count);

    [Fact]
    public void A_full_ring_keeps_the_newest() => Gaps.Sample(
        gaps =>
        {
            var window = new SlidingWindow(Length, Limit);
            var all = new List<DateTimeOffset>();
            DateTimeOffset now = Start;
            foreach (TimeSpan gap in gaps)
            {
                now += gap;
                window.Add(now);
                all.Add(now);
                window.Times(now).ShouldBe([.. all.Where(at => now - at < Length).TakeLast(Limit)]);
            }
        },
        iter: PropertyRuns.Count);

    [Fact]
    public void No_window_of_any_place_holds_more_than_was_let_in() => Gaps.Sample(
        gaps =>
        {
            var window = new SlidingWindow(Length, Limit);
            var letIn = new List<DateTimeOffset>();
            DateTimeOffset now = Start;
            foreach (TimeSpan gap in gaps)
            {
                now += gap;
                if (window.TimeUntilBelow(Limit, now) > TimeSpan.Zero)
                    continue;
                window.Add(now);
                letIn.Add(now);
            }

            // A window that holds the most ends just before one of the events leaves it.
            foreach (DateTimeOffset first in letIn)
                letIn.Count(at => at >= first && at - first < Length).ShouldBeLessThanOrEqualTo(Limit);
        },
        iter: PropertyRuns.Count);

    [Fact]
    public void The_wait_it_tells_is_long_enough_and_not_a_tick_too_long() => Gaps.Sample(
        gaps =>
        {
            var window = new SlidingWindow(Length, 2 * Limit);
            DateTimeOffset now = Start;
            foreach (TimeSpan gap in gaps)
            {
                now += gap;
                window.Add(now);
            }

            TimeSpan wait = window.TimeUntilBelow(Limit, now);
            if (wait == TimeSpan.Zero)
            {
                window.Count(now).ShouldBeLessThan(Limit);
                return;
            }

            window.Count(now + wait - TimeSpan.FromTicks(1)).ShouldBeGreaterThanOrEqualTo(Limit);
            window.Count(now + wait).ShouldBeLessThan(Limit);
        },
        iter: PropertyRuns.Count);

    [Fact]
    public void What_did_not_happen_after_all_leaves_no_trace() => Gen.Select(Gaps, Gen.Int[0, 60]).Sample(
        (gaps, seed) =>
        {
            var window = new SlidingWindow(Length, 100);
            DateTimeOffset now = Start;
            foreach (TimeSpan gap in gaps)
            {
                now += gap;
                window.Add(now);
            }

            List<DateTimeOffset> expected = [.. window.Times(now)];
            DateTimeOffset taken = expected.Count == 0 ? now.AddSeconds(-1) : expected[seed % expected.Count];
            expected.Remove(taken);
            window.Remove(taken);
            window.Times(now).ShouldBe(expected);
            window.Remove(now.AddSeconds(1));
            window.Count(now).ShouldBe(expected.Count);
        },
        iter: PropertyRuns.Count);

    [Fact]
    public void An_event_leaves_when_it_is_a_full_window_old()
    {
        var window = new SlidingWindow(Length, Limit);
        window.Add(Start);
        window.Count(Start + Length - TimeSpan.FromTicks(1)).ShouldBe(1);
        window.Count(Start + Length).ShouldBe(0);
    }
}
