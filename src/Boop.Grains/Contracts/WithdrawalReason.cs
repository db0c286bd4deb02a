namespace Boop.Grains.Contracts;

/// <summary>Why an offer is void.</summary>
public enum WithdrawalReason
{
    /// <summary>The context expired.</summary>
    Expired,

    /// <summary>The context was decided at this scanner or elsewhere.</summary>
    Decided,

    /// <summary>The vendor withdrew the context.</summary>
    Cancelled,

    /// <summary>A context that names this scanner needs the place.</summary>
    Yielded,

    /// <summary>The scanner cannot serve it: it goes elsewhere.</summary>
    Failed,

    /// <summary>The offer was never this session's, or is so no longer.</summary>
    Unknown,
}
