namespace Boop.Chaos.Checking;

/// <summary>How exact the runner's eyes are, and how long things may take on a machine that has other work to do.</summary>
internal static class Tolerance
{
    /// <summary>Between the runner's clock and the store's: both read the host's UTC, each at its own start.</summary>
    public static readonly TimeSpan Clock = TimeSpan.FromMilliseconds(200);

    /// <summary>Until what is owed to a sound session has certainly come.</summary>
    public static readonly TimeSpan Delivery = TimeSpan.FromSeconds(6);

    /// <summary>Until a new process has certainly taken up what the last one left.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(8);

    /// <summary>From acceptance to expiry, as promised.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan Redelivery = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan LimitWindow = TimeSpan.FromSeconds(60);
}
