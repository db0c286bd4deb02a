namespace Boop.Contexts;

/// <summary>Why an attribute that was asked is not given; where several apply, the first of these (G6).</summary>
public enum WithholdingReason
{
    NotAllowed,
    NotConsented,
    Unavailable,
    Expired,
}
