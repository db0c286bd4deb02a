namespace Boop.Client.Tests.Scripted;

/// <summary>Ends a wait that nothing else ends, and says what did not happen.</summary>
internal static class Cap
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    internal static async Task Of(Task task, string whatDidNotHappen)
    {
        try
        {
            await task.WaitAsync(Longest, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"Did not happen: {whatDidNotHappen}.");
        }
    }

    internal static async Task<T> Of<T>(Task<T> task, string whatDidNotHappen)
    {
        await Of((Task)task, whatDidNotHappen);
        return await task;
    }
}
