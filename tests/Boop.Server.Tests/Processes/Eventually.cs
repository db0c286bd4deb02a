using System.Diagnostics;

namespace Boop.Server.Tests.Processes;

/// <summary>Asks again until another process has done something; capped.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task ShouldAsync(Func<Task<bool>> ask, string awaited)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await ask())
        {
            if (Stopwatch.GetElapsedTime(start) > Limit)
                throw new TimeoutException($"Did not happen within {Limit.TotalSeconds} s: {awaited}.");
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
