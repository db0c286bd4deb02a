namespace Boop.EndToEnd.Tests;

/// <summary>Bounds each wait and says what did not happen.</summary>
internal static class Cap
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    public static async Task<T> WithinAsync<T>(this Task<T> task, string what, TimeSpan? cap = null)
    {
        TimeSpan limit = cap ?? Default;
        try
        {
            return await task.WaitAsync(limit, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"It did not happen within {limit.TotalSeconds} s that {what}.");
        }
    }

    public static Task PauseAsync(TimeSpan pause) => Task.Delay(pause, TimeProvider.System, TestContext.Current.CancellationToken);
}
