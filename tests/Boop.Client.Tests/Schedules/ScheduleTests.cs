using CsCheck;

namespace Boop.Client.Tests.Schedules;

/// <summary>
/// The client under whatever order of calls, faults and outcomes: see <see cref="ScheduledClient"/> for what must hold. The client's
/// threads are real, so that a seed repeats the schedule and not always the race.
/// </summary>
public sealed class ScheduleTests
{
    private static readonly Gen<ScheduleStep> Steps = Gen.Select(
        Gen.Frequency(
            (5, ScheduleMove.Create),
            (4, ScheduleMove.Cancel),
            (3, ScheduleMove.Look),
            (3, ScheduleMove.Leave),
            (2, ScheduleMove.Read),
            (5, ScheduleMove.Decide),
            (3, ScheduleMove.Fault),
            (2, ScheduleMove.Cut),
            (1, ScheduleMove.Close),
            (1, ScheduleMove.RefuseConnections),
            (5, ScheduleMove.PassTime),
            (6, ScheduleMove.Breathe)),
        Gen.Int[0, 239],
        (move, choice) => new ScheduleStep(move, choice));

    [Fact]
    public async Task Every_await_ends_and_every_outcome_is_handed_over_once_whatever_happens() =>
        await Steps.Array[0, 40].SampleAsync(
            steps => PlayAsync(steps),
            iter: PropertyRuns.Count);

    [Fact]
    public async Task Disposal_ends_every_await_whenever_it_comes() =>
        await Gen.Select(Steps.Array[0, 20], Steps.Array[0, 5]).SampleAsync(
            (before, behind) => PlayAsync([.. before, new ScheduleStep(ScheduleMove.Dispose, 0), .. behind]),
            iter: PropertyRuns.Count);

    private static async Task PlayAsync(ScheduleStep[] steps)
    {
        await using var client = new ScheduledClient();
        foreach (ScheduleStep step in steps)
        {
            await client.PlayAsync(step);
        }

        await client.FinishAsync();
    }
}
