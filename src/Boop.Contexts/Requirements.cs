namespace Boop.Contexts;

/// <summary>
/// What a vendor needs to know, as it was sent: a member that was left out is null, defaults are not filled in.
/// Two are equal exactly where a repeated <c>create_context</c> counts as the same (protocol 1.1).
/// </summary>
public sealed record Requirements(ContextKind Kind)
{
    /// <summary>Integer minor units; payments only.</summary>
    public long? Amount { get; init; }

    /// <summary>ISO 4217; payments only.</summary>
    public string? Currency { get; init; }

    public AttributeNames? Attributes { get; init; }

    public AttributeNames? RequiredAttributes { get; init; }

    public int? MinimumAge { get; init; }

    public ProgramId? ProgramId { get; init; }

    public TerminalId? TerminalId { get; init; }

    public string? Description { get; init; }

    /// <summary>Everything asked for by name, required or not.</summary>
    public AttributeNames Asked => (Attributes ?? AttributeNames.None).Union(RequiredAttributes ?? AttributeNames.None);

    /// <summary>The description is the vendor's text about a person's errand: it stays out of logs.</summary>
    public override string ToString() => $"{nameof(Requirements)} {{ {nameof(Kind)} = {Kind} }}";
}
