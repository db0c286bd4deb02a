using Boop.Trust;

namespace Boop.Storage.Rows;

/// <summary>
/// Tells a key ring that is not this store's before it does harm: with it nothing stored opens, no key fits, everybody is a
/// stranger, and what is written meanwhile opens with no other.
/// </summary>
internal static class KeyCheck
{
    private static readonly byte[] Place = Binding.Of("key_check.check_sealed");

    /// <summary>What a new store keeps of its ring.</summary>
    public static byte[] Make(ValueCipher cipher) => cipher.Encrypt([], Place);

    /// <summary>Whether the ring is the one that the store keeps this of.</summary>
    public static bool IsOf(ValueCipher cipher, byte[] check)
    {
        try
        {
            cipher.Decrypt(check, Place);
            return true;
        }
        catch (SealedValueException)
        {
            return false;
        }
    }
}
