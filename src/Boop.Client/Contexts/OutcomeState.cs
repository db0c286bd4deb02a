namespace Boop.Client;

/// <summary>How far an outcome has come within this client.</summary>
internal enum OutcomeState
{
    /// <summary>It never came, or it was forgotten.</summary>
    Unknown,

    /// <summary>It waits to be read, or is being read.</summary>
    Unclaimed,

    /// <summary>A call has it and is about to hand it over.</summary>
    Taken,

    /// <summary>The application has it: it may be acknowledged.</summary>
    HandedOver,
}
