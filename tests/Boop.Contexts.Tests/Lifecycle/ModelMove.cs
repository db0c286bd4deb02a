namespace Boop.Contexts.Tests.Lifecycle;

internal enum ModelMove
{
    /// <summary>Time passes; often exactly to the deadline, or to just before it.</summary>
    PassTime,
    LookAtClock,
    Store,
    Offer,
    Present,
    Void,
    Scan,
    Decline,
    FailScanner,
    Cancel,
    Judge,
    Write,

    /// <summary>The owner dies, and the next one starts from what is durable.</summary>
    Crash,
}
