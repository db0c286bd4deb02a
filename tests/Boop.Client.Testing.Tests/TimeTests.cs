using System.Diagnostics;

namespace Boop.Client.Testing.Tests;

/// <summary>What the clock and the coming to rest promise to the code under test.</summary>
public sealed class TimeTests : NetworkTestBase
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Waits_that_follow_from_waits_end_at_their_own_times()
    {
        var ends = new List<double>();
        Task chain = Run(async () =>
        {
            for (int i = 0; i < 3; i++)
            {
                using var timer = new PeriodicTimer(Second, Network.Time);
                await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
                await Task.Yield();
                ends.Add(Network.Time.GetUtcNow().TimeOfDay.TotalSeconds);
            }
        });
        await Network.AdvanceAsync(TimeSpan.FromSeconds(10));
        chain.IsCompletedSuccessfully.ShouldBeTrue();
        ends.ShouldBe([1, 2, 3]);
        Network.Time.GetUtcNow().TimeOfDay.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Work_that_goes_from_task_to_task_has_ended_when_all_is_at_rest()
    {
        int done = 0;
        for (int i = 0; i < 50; i++)
        {
            _ = Run(async () =>
            {
                for (int step = 0; step < 100; step++)
                    await Task.Run(static () => { }, TestContext.Current.CancellationToken);
                Interlocked.Increment(ref done);
            });
        }

        await Network.SettleAsync();
        done.ShouldBe(50);
    }

    [Fact]
    public async Task A_thread_that_is_blocked_hinders_no_rest()
    {
        using var release = new ManualResetEventSlim();
        var blocked = new Thread(() => release.Wait(TestContext.Current.CancellationToken));
        blocked.Start();
        await Network.SettleAsync();
        release.Set();
        blocked.Join();
    }

    [Fact]
    public async Task A_thread_of_the_pool_that_somebody_blocks_is_waited_for_once()
    {
        using var release = new ManualResetEventSlim();
        Task blocked;
        using (ExecutionContext.SuppressFlow())
            blocked = Task.Run(() => release.Wait(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < 20; i++)
            await Network.SettleAsync();
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        release.Set();
        await blocked;
    }

    [Fact]
    public async Task Two_networks_in_one_test_do_not_hinder_each_other()
    {
        await using var other = new BoopTestNetwork();
        other.Next.Succeeds("usr_other");
        Network.Next.Succeeds("usr_1");
        Task<AuthenticationOutcome> pending = Ask();
        Task<AuthenticationOutcome> otherPending = other.CreateClient().AuthenticateAsync(new PaymentRequest(1), TestContext.Current.CancellationToken);
        await Task.WhenAll(Network.SettleAsync(), other.SettleAsync());
        pending.IsCompletedSuccessfully.ShouldBeTrue();
        otherPending.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task What_can_never_end_is_told_with_all_that_was_seen()
    {
        await Connect();
        await Complete(Client.DisposeAsync().AsTask());
        BoopTestException exception = await Should.ThrowAsync<BoopTestException>(
            Network.CompleteAsync(new TaskCompletionSource().Task));
        exception.Message.ShouldContain("nothing is left that could happen");
        exception.Message.ShouldContain("Connections: #1 closed 1000, let go");
        exception.Message.ShouldContain("\"authenticated\"");
    }

    [Fact]
    public async Task What_a_client_keeps_alive_for_ever_is_waited_for_an_hour()
    {
        await Connect();
        await Should.ThrowAsync<BoopTestException>(Network.CompleteAsync(new TaskCompletionSource().Task));
        Network.Time.GetUtcNow().TimeOfDay.ShouldBeInRange(TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
        Network.Connections.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_awaited_task_throws_is_thrown() =>
        await Should.ThrowAsync<FormatException>(Network.CompleteAsync(Task.FromException(new FormatException())));

    [Fact]
    public async Task Options_connect_a_client_that_somebody_else_creates()
    {
        Network.Next.Succeeds();
        await using var client = new BoopClient(Network.Options with { OutcomeTimeout = TimeSpan.FromSeconds(50) });
        await Complete(client.AuthenticateAsync(new EntranceRequest(), TestContext.Current.CancellationToken));
        await Complete(client.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task Timers_fire_in_the_order_in_which_they_are_due_and_not_once_they_are_disposed_of()
    {
        var fired = new List<int>();
        ITimer disposed = Network.Time.CreateTimer(_ => fired.Add(0), null, Second, Timeout.InfiniteTimeSpan);
        await using ITimer late = Network.Time.CreateTimer(_ => fired.Add(3), null, 3 * Second, Timeout.InfiniteTimeSpan);
        await using ITimer soon = Network.Time.CreateTimer(_ => fired.Add(1), null, Second, Second / 2);
        disposed.Dispose();
        Network.Time.ArmedTimers.ShouldBe(2);
        await Network.AdvanceAsync(2 * Second);
        soon.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan).ShouldBeTrue();
        await Network.AdvanceAsync(2 * Second);
        fired.ShouldBe([1, 1, 1, 3]);
        disposed.Change(Second, Second).ShouldBeFalse();
        Network.Time.ArmedTimers.ShouldBe(0);
    }

    private static Task Run(Func<Task> work) => Task.Run(work, TestContext.Current.CancellationToken);
}
