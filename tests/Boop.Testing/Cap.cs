namespace Boop.Testing;

/// <summary>Puts a cap on every wait of a test, and says what did not happen.</summary>
public static class Cap
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task<T> Within<T>(Task<T> task, string awaited)
    {
        await Within((Task)task, awaited);
        return await task;
    }

    public static async Task Within(Task task, string awaited)
    {
        try
        {
            await task.WaitAsync(Limit);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new TimeoutException($"Did not happen within {Limit.TotalSeconds} s: {awaited}.");
        }
    }
}
