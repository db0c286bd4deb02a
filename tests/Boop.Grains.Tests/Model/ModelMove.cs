namespace Boop.Grains.Tests.Model;

internal enum ModelMove
{
    /// <summary>Time passes; often exactly to a deadline, or to just before it.</summary>
    PassTime,
    ConnectVendor,
    DisconnectVendor,
    LoseVendorMessage,
    Create,

    /// <summary>With an id that is used already, and other requirements.</summary>
    CreateOther,
    Cancel,
    Look,
    Acknowledge,
    GiveSignOfLife,
    ConnectScanner,
    DisconnectScanner,
    LoseScannerMessage,
    Present,
    Decline,
    FailScanner,
    Scan,
    RepeatScan,
    HoldStore,
    ReleaseStore,
    AnswerStore,
    FailStore,
    StopStore,
    StartStore,
    Judge,

    /// <summary>The vendor's activation dies, and nobody is told.</summary>
    CrashVendor,

    /// <summary>The directory loses the vendor's activation, which goes on as if nothing had happened.</summary>
    SplitVendor,
    CrashScanner,

    /// <summary>Somebody else claims the vendor.</summary>
    Fence,

    /// <summary>The sweep wakes whoever must care for contexts.</summary>
    Sweep,

    /// <summary>What nobody needs is collected.</summary>
    Collect,
}
