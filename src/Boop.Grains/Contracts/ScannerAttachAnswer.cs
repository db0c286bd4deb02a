using Boop.Contexts;

namespace Boop.Grains.Contracts;

/// <summary>Whether a scanner's session was let in.</summary>
[GenerateSerializer, Immutable]
public abstract record ScannerAttachAnswer
{
    private ScannerAttachAnswer()
    {
    }

    [GenerateSerializer, Immutable, Alias("boop.scanner-attach.in")]
    public sealed record Attached(string VendorName, TerminalId Terminal) : ScannerAttachAnswer;

    [GenerateSerializer, Immutable, Alias("boop.scanner-attach.refused")]
    public sealed record Refused(Refusal Refusal) : ScannerAttachAnswer;
}
