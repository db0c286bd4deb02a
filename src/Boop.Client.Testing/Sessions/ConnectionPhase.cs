namespace Boop.Client.Testing;

/// <summary>How far a connection has come.</summary>
internal enum ConnectionPhase
{
    /// <summary>Nothing was said.</summary>
    Fresh,

    /// <summary>It asked to be let in, and is not answered yet.</summary>
    Arriving,

    /// <summary>It is, or was, the vendor's session.</summary>
    Live,

    /// <summary>A close frame is on its way to the client, whose own is awaited.</summary>
    Closing,

    /// <summary>No byte passes any more.</summary>
    Ended,
}
