namespace Boop.Chaos.Vendors;

/// <summary>When a vendor acknowledges an outcome.</summary>
internal enum AckHabit
{
    AtOnce,
    Late,
    Sometimes,
    Never,
}
