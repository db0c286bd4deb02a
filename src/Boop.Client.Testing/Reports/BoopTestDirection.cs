namespace Boop.Client.Testing;

/// <summary>Which way a frame goes.</summary>
public enum BoopTestDirection
{
    /// <summary>From the vendor's client.</summary>
    FromVendor,

    /// <summary>From the network.</summary>
    FromNetwork,
}
