using CsCheck;

namespace Boop.Protocol.Tests;

public sealed class BackoffTests
{
    private const double AlmostOne = 0.999999;

    [Fact]
    public void The_widest_pause_doubles_up_to_30_seconds_and_stays_there()
    {
        var backoff = new Backoff(() => AlmostOne);
        int[] seconds = [.. Enumerable.Range(0, 9).Select(_ => (int)Math.Ceiling(backoff.Next().TotalSeconds))];
        seconds.ShouldBe([1, 2, 4, 8, 16, 30, 30, 30, 30]);
    }

    [Fact]
    public void The_jitter_is_full_at_the_cap_too()
    {
        double random = AlmostOne;
        var backoff = new Backoff(() => random);
        for (int i = 0; i < 10; i++)
        {
            backoff.Next();
        }

        random = 0;
        backoff.Next().ShouldBe(TimeSpan.Zero);
        random = 0.5;
        backoff.Next().ShouldBe(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void A_hint_is_the_least_pause_and_spread_by_the_jitter()
    {
        var backoff = new Backoff(() => 0.5);
        backoff.Next(TimeSpan.FromSeconds(7)).ShouldBe(TimeSpan.FromSeconds(7.5));
        backoff.Soon(TimeSpan.FromSeconds(2)).ShouldBe(TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public void Coming_back_soon_is_within_a_second_and_no_failure()
    {
        var backoff = new Backoff(() => AlmostOne);
        for (int i = 0; i < 5; i++)
        {
            backoff.Soon().ShouldBeLessThan(TimeSpan.FromSeconds(1));
        }

        backoff.Next().ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Only_a_minute_of_health_is_forgiveness()
    {
        var backoff = new Backoff(() => AlmostOne);
        backoff.Next();
        backoff.Next();
        backoff.SessionEnded(TimeSpan.FromSeconds(59.999));
        backoff.Next().ShouldBeGreaterThan(TimeSpan.FromSeconds(3));

        backoff.SessionEnded(TimeSpan.FromSeconds(60));
        backoff.Next().ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void No_pause_is_shorter_than_its_hint_or_longer_than_it_and_the_cap() =>
        Gen.Select(Gen.Double[0, AlmostOne].Array[1, 40], Gen.Int[0, 600_000]).Sample((numbers, hintMs) =>
        {
            int next = 0;
            var backoff = new Backoff(() => numbers[next++]);
            var hint = TimeSpan.FromMilliseconds(hintMs);
            return numbers.All(_ => backoff.Next(hint) is var pause && pause >= hint && pause <= hint + Backoff.Cap);
        });
}
