namespace Boop.Protocol.Vendor;

/// <summary>A message from the network to a vendor: the closed set of what section 1.2 of the protocol lists.</summary>
public abstract record VendorServerMessage
{
    private protected VendorServerMessage()
    {
    }

    /// <summary>The <c>id</c> of the message that this one answers directly.</summary>
    public string? Id { get; init; }
}
