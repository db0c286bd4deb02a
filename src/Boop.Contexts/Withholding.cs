namespace Boop.Contexts;

/// <summary>An attribute that was asked and is not given.</summary>
public sealed record Withholding(AttributeName Name, WithholdingReason Reason);
