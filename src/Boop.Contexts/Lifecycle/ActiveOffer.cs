namespace Boop.Contexts.Lifecycle;

/// <summary>The one offer of a context that is valid now.</summary>
/// <param name="Id">Which offer.</param>
/// <param name="Scanner">Whose screen it is on.</param>
public sealed record ActiveOffer(OfferId Id, ScannerId Scanner)
{
    /// <summary>Scans taken of it, of whatever kind.</summary>
    public int Scans { get; init; }
}
