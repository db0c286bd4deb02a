using Boop.Chaos.Running;

if (Trial.Read(args) is { } trial)
    return await trial.RunAsync(Console.Out, TimeProvider.System, CancellationToken.None) ? (int)ExitCode.Proved : (int)ExitCode.Broken;

if (RunOptions.Read(args, out string? fault) is not { } plan)
{
    await Console.Error.WriteLineAsync($"{fault} {RunOptions.Usage}");
    return (int)ExitCode.Usage;
}

await Console.Out.WriteLineAsync($"Seed {plan.Seed}, {plan.Work.TotalMinutes:0.##} minutes of work, server {plan.Server.Path}.");
Verdict verdict = await new ChaosRun(plan, TimeProvider.System).RunAsync(CancellationToken.None);
foreach (string line in verdict.Lines)
    await Console.Out.WriteLineAsync(line);
return (int)verdict.Exit;
