namespace Boop.Contexts.Offers;

/// <summary>A context on a scanner's screen.</summary>
/// <param name="Id">Which offer.</param>
/// <param name="Context">Of which context.</param>
/// <param name="Scanner">On which scanner.</param>
/// <param name="Session">In which of that scanner's sessions; it is void in any other.</param>
/// <param name="IsPooled">The context names no terminal.</param>
public sealed record PlacedOffer(OfferId Id, ContextId Context, ScannerId Scanner, string Session, bool IsPooled);
