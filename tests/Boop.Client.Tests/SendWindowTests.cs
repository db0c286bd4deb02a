using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Boop.Client.Tests;

/// <summary>The client's side of a limit against the network's: events of any 60 s, each leaving when it is 60 s old.</summary>
public sealed class SendWindowTests
{
    private const int Limit = 5;
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Whatever_the_way_takes_the_network_never_counts_too_many_and_no_wait_is_needless() =>
        await Gen.Select(Gen.Int[0, 20_000], Gen.Int[0, 3_000], Gen.Int[0, 3_000]).Array[1, 60].SampleAsync(
            events => PlayAsync(events),
            iter: PropertyRuns.Count);

    [Fact]
    public void What_has_the_same_key_takes_one_place()
    {
        var time = new FakeTimeProvider();
        var window = new SendWindow(time) { Limit = 2 };
        SendSlot first = window.TryEnter("ctx_1", out _)!;
        window.Sent(first);
        window.TryEnter("ctx_1", out _).ShouldBeSameAs(first);
        window.Sent(window.TryEnter("ctx_2", out _)!);
        window.TryEnter("ctx_1", out _).ShouldBeSameAs(first);
        window.TryEnter("ctx_3", out _).ShouldBeNull();
    }

    [Fact]
    public void What_the_network_refused_takes_none()
    {
        var window = new SendWindow(new FakeTimeProvider()) { Limit = 1 };
        SendSlot slot = window.TryEnter("ctx_1", out _)!;
        window.Sent(slot);
        window.TryEnter("ctx_2", out _).ShouldBeNull();
        window.Leave(slot);
        window.TryEnter("ctx_2", out _).ShouldNotBeNull();
    }

    [Fact]
    public void The_time_that_a_refusal_names_is_true()
    {
        var time = new FakeTimeProvider();
        var window = new SendWindow(time) { Limit = 1 };
        SendSlot slot = window.TryEnter(null, out _)!;
        window.Sent(slot);
        time.Advance(TimeSpan.FromSeconds(1));
        window.Heard(slot);
        time.Advance(TimeSpan.FromSeconds(10));
        window.TryEnter(null, out TimeSpan wait).ShouldBeNull();
        wait.ShouldBe(TimeSpan.FromSeconds(50));
        time.Advance(wait - TimeSpan.FromTicks(1));
        window.TryEnter(null, out _).ShouldBeNull();
        time.Advance(TimeSpan.FromTicks(1));
        window.TryEnter(null, out _).ShouldNotBeNull();
    }

    [Fact]
    public async Task Whoever_waits_is_served_in_order_and_may_leave()
    {
        var time = new FakeTimeProvider();
        var window = new SendWindow(time) { Limit = 1 };
        SendSlot slot = window.TryEnter(null, out _)!;
        using var leaving = new CancellationTokenSource();
        Task<SendSlot> first = window.EnterAsync(null, leaving.Token);
        Task<SendSlot> second = window.EnterAsync(null, CancellationToken.None);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        window.Leave(slot);
        await Scripted.Cap.Of(second, "the second's turn");
    }

    /// <summary>Each event: how long after the one before it is asked for, how long it travels, how long its answer does.</summary>
    private static async Task PlayAsync((int Gap, int There, int Back)[] events)
    {
        var time = new FakeTimeProvider();
        var window = new SendWindow(time) { Limit = Limit };
        List<DateTimeOffset> counted = [];
        List<(DateTimeOffset At, SendSlot Slot)> answers = [];
        DateTimeOffset lastArrival = default;
        foreach ((int gap, int there, int back) in events)
        {
            Pass(TimeSpan.FromMilliseconds(gap));
            SendSlot? slot = window.TryEnter(null, out TimeSpan wait);
            if (slot is null)
            {
                // With every answer heard at once the network would have had no room either.
                DateTimeOffset now = time.GetUtcNow();
                counted.Count(at => at + Minute + TimeSpan.FromSeconds(6) > now).ShouldBeGreaterThanOrEqualTo(Limit);
                Task<SendSlot> entering = window.EnterAsync(null, CancellationToken.None);
                while (!entering.IsCompleted)
                {
                    Pass(TimeSpan.FromMilliseconds(250));
                    await Task.Yield();
                }

                slot = await entering;
            }

            window.Sent(slot);
            DateTimeOffset arrival = time.GetUtcNow() + TimeSpan.FromMilliseconds(there);
            lastArrival = arrival > lastArrival ? arrival : lastArrival;
            counted.Count(at => lastArrival - at < Minute).ShouldBeLessThan(Limit);
            counted.Add(lastArrival);
            answers.Add((lastArrival + TimeSpan.FromMilliseconds(back), slot));
        }

        void Pass(TimeSpan span)
        {
            DateTimeOffset until = time.GetUtcNow() + span;
            foreach ((DateTimeOffset at, SendSlot slot) in answers.Where(answer => answer.At <= until).OrderBy(answer => answer.At).ToArray())
            {
                if (at > time.GetUtcNow())
                {
                    time.SetUtcNow(at);
                }

                window.Heard(slot);
                answers.Remove((at, slot));
            }

            time.SetUtcNow(until);
        }
    }
}
