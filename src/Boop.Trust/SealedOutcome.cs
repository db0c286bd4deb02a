namespace Boop.Trust;

/// <summary>
/// An outcome's values, and the key to them, to be kept apart: destroying <paramref name="WrappedKey"/> erases the values for good.
/// </summary>
public sealed record SealedOutcome(byte[] Sealed, byte[] WrappedKey);
