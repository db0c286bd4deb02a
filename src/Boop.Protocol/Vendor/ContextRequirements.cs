namespace Boop.Protocol.Vendor;

/// <summary>What a vendor needs to know of the person, as it was sent: a member that was left out is null.</summary>
/// <param name="Type">Payment, entrance or membership.</param>
public sealed record ContextRequirements(ContextType Type)
{
    /// <summary>Payment only, required there: integer minor units ("cents"), 1 … 99 999 999.</summary>
    public long? Amount { get; init; }

    /// <summary>Payment only: an ISO 4217 code; the vendor's own currency where left out.</summary>
    public string? Currency { get; init; }

    /// <summary>Up to 32 distinct names; best effort, what is not given is listed in <c>withheld</c>.</summary>
    public IReadOnlyList<string>? Attributes { get; init; }

    /// <summary>Up to 32 distinct names; all or nothing.</summary>
    public IReadOnlyList<string>? RequiredAttributes { get; init; }

    /// <summary>Payment and entrance: one of 16, 18, 21, 65.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>Membership only: which of the vendor's programmes.</summary>
    public string? ProgramId { get; init; }

    /// <summary>Which of the vendor's scanners.</summary>
    public string? TerminalId { get; init; }

    /// <summary>Up to 140 Unicode scalar values without control and bidirectional-format characters; shown at the scanner.</summary>
    public string? Description { get; init; }

    /// <summary>Says what for, and leaves the vendor's words and wishes out.</summary>
    /// <returns>A text without payload.</returns>
    public override string ToString() => $"{nameof(ContextRequirements)} {{ {nameof(Type)} = {Type} }}";
}
