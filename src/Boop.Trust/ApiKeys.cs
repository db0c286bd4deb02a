using System.Security.Cryptography;

namespace Boop.Trust;

/// <summary>Makes API keys.</summary>
public static class ApiKeys
{
    public const string VendorPrefix = "sk_live_";
    public const string ScannerPrefix = "pvs_live_";

    // 43 characters of 62 hold 256 bits. Letters and digits alone, so that a double click takes the whole key.
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int Length = 43;

    /// <summary>A fresh key: <paramref name="prefix"/> and 256 random bits. Show it once; only its hash is kept.</summary>
    public static string Generate(string prefix) => prefix + RandomNumberGenerator.GetString(Alphabet, Length);
}
