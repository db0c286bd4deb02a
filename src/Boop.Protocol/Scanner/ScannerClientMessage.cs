namespace Boop.Protocol.Scanner;

/// <summary>A message from a scanner to the network: the closed set of what section 2 of the protocol lists.</summary>
public abstract record ScannerClientMessage
{
    private protected ScannerClientMessage()
    {
    }

    /// <summary>The sender's own mark, at most 64 characters; every direct answer carries it too.</summary>
    public string? Id { get; init; }
}
