namespace Boop.Client.Testing;

/// <summary>What happens to a message on its way.</summary>
internal enum WireFault
{
    None,

    /// <summary>The connection breaks, and nothing of the message has arrived.</summary>
    CutBefore,

    /// <summary>The connection breaks, and half of the message has arrived.</summary>
    CutDuring,

    /// <summary>The message arrives, and the connection breaks before anything else does.</summary>
    CutAfter,

    /// <summary>The message vanishes; the connection lives on.</summary>
    Lost,
}
