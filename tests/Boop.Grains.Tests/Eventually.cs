using System.Diagnostics;

namespace Boop.Grains.Tests;

/// <summary>Waits for what other threads bring about, with a cap that says what did not happen.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(20);

    public static async Task BecomesTrueAsync(Func<bool> condition, string what)
    {
        long started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Cap)
                throw new TimeoutException($"It did not happen within {Cap.TotalSeconds} s that {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public static async Task<T> WithinCapAsync<T>(this Task<T> task, string what)
    {
        try
        {
            return await task.WaitAsync(Cap, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"It did not happen within {Cap.TotalSeconds} s that {what}.");
        }
    }
}
