namespace Boop.Trust;

/// <summary>What an envelope holds. Stored in its first byte: never renumber.</summary>
internal enum EnvelopeKind : byte
{
    Value = 1,
    Outcome = 2,
    WrappedKey = 3,
}
