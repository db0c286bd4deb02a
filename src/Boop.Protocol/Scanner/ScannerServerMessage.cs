namespace Boop.Protocol.Scanner;

/// <summary>A message from the network to a scanner: the closed set of what section 2 of the protocol lists.</summary>
public abstract record ScannerServerMessage
{
    private protected ScannerServerMessage()
    {
    }

    /// <summary>The <c>id</c> of the message that this one answers directly.</summary>
    public string? Id { get; init; }
}
