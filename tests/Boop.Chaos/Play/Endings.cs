namespace Boop.Chaos.Play;

internal static class Endings
{
    /// <summary>Cancels what may have ended by itself in the same moment.</summary>
    public static void End(this CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has.
        }
    }
}
