namespace Boop.Protocol.Vendor;

/// <summary>A message from a vendor to the network: the closed set of what section 1.1 of the protocol lists.</summary>
public abstract record VendorClientMessage
{
    private protected VendorClientMessage()
    {
    }

    /// <summary>The sender's own mark, at most 64 characters; every direct answer carries it too.</summary>
    public string? Id { get; init; }
}
