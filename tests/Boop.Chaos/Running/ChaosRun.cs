using Boop.Chaos.Checking;
using Boop.Chaos.Evidence;
using Boop.Chaos.Faults;
using Boop.Chaos.Observations;
using Boop.Chaos.Play;
using Boop.Chaos.Population;
using Boop.Chaos.Servers;
using Boop.Chaos.Stories;

namespace Boop.Chaos.Running;

/// <summary>A run from an empty data folder to the verdict.</summary>
internal sealed class ChaosRun(RunPlan plan, TimeProvider time)
{
    /// <summary>From the end of work until every context that is open then has certainly been decided and told.</summary>
    private static readonly TimeSpan Settling = Tolerance.TimeToLive + Tolerance.Recovery;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan GoingHome = TimeSpan.FromSeconds(20);

    public async Task<Verdict> RunAsync(CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("boop-chaos-").FullName;
        try
        {
            return await RunAsync(folder, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<Verdict> RunAsync(string folder, CancellationToken cancellationToken)
    {
        Census census = Census.Create();
        await DataFolderSeed.PlantAsync(folder, census, time, cancellationToken);
        RunClock clock = new(time);
        ObservationLog log = new(clock);
        await using Site site = new(plan.Server, folder, log);
        await site.StartAsync();

        using CancellationTokenSource work = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using CancellationTokenSource run = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Phases phases = new(work.Token, run.Token);
        Task crowd = new Crowd(census, site, phases, plan.Seed).RunAsync();
        Task sabotage = new Saboteur(site, census, phases, plan.Seed).RunAsync();
        Task<bool> working = WatchAsync(site, clock, log, cancellationToken);
        // Whoever gives up before the end has met what nobody foresaw: that is told at once.
        await await Task.WhenAny(working, crowd, sabotage);
        bool isBroken = await working;
        await work.CancelAsync();
        await sabotage;
        if (!isBroken)
            await await Task.WhenAny(clock.PauseAsync(Settling, cancellationToken), crowd);

        Dossier dossier = Close(site, clock, log);
        await run.CancelAsync();
        await crowd.WaitAsync(GoingHome, time, cancellationToken);
        return Judge(dossier);
    }

    /// <summary>Waits until the work is done, or until the promise that the plan hunts is seen broken; true for that.</summary>
    private async Task<bool> WatchAsync(Site site, RunClock clock, ObservationLog log, CancellationToken cancellationToken)
    {
        if (plan.Hunts is not { } hunted)
        {
            await clock.PauseAsync(plan.Work, cancellationToken);
            return false;
        }

        for (TimeSpan left = plan.Work; left > TimeSpan.Zero; left -= LookEvery)
        {
            await clock.PauseAsync(LookEvery, cancellationToken);
            if (Checker.Check(Close(site, clock, log)).Any(violation => violation.Promise == hunted))
                return true;
        }

        return false;
    }

    /// <summary>The store is read first: whatever is told after that may be newer than it.</summary>
    private static Dossier Close(Site site, RunClock clock, ObservationLog log)
    {
        StoreSnapshot store = new StoreEye(site.Folder, clock).Read();
        TimeSpan until = clock.Now;
        return new Dossier(log.Snapshot(), store, clock, until);
    }

    private Verdict Judge(Dossier dossier)
    {
        IReadOnlyList<Violation> violations = [.. Checker.Check(dossier).Concat(ContractRules.Check(dossier))];
        Tally tally = new(dossier);
        IReadOnlyList<string>[] stories =
        [
            .. violations.DistinctBy(violation => violation.Promise).Select(promise => violations.Where(one => one.Promise == promise.Promise)
                .Take(20).Select(one => Story.Tell(one, dossier)).MinBy(story => story.Count)!),
        ];
        return new Verdict(plan.Seed, tally, violations, [.. stories.SelectMany(story => story)], [.. tally.Below(plan.Floor)]) { Length = dossier.Until };
    }
}
