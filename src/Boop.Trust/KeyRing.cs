using System.Security.Cryptography;
using System.Text;

namespace Boop.Trust;

/// <summary>
/// The server's master keys, 256 bits each, from which every other secret is derived by HKDF-SHA256 under a label per purpose.
/// The newest key (highest id) hashes and seals what is new; the older ones still check and open what they made. User ids hang on
/// the oldest key for ever, because an id that changes with a new key would be another person to the vendor.
/// Invariant: at least one key; ids are distinct and ascending. Immutable. It never prints a key.
/// </summary>
public sealed class KeyRing
{
    internal const int KeyByteLength = 32;

    private readonly SortedDictionary<ushort, byte[][]> _subkeys = [];

    internal KeyRing(IReadOnlyCollection<KeyValuePair<ushort, byte[]>> masterKeys)
    {
        foreach (var (id, masterKey) in masterKeys)
        {
            _subkeys.Add(id, [.. Enum.GetValues<KeyPurpose>().Select(purpose => Derive(masterKey, purpose))]);
        }

        OldestId = _subkeys.Keys.First();
        NewestId = _subkeys.Keys.Last();
    }

    /// <summary>How many master keys there are.</summary>
    public int Count => _subkeys.Count;

    internal ushort OldestId { get; }

    internal ushort NewestId { get; }

    internal IReadOnlyCollection<ushort> Ids => _subkeys.Keys;

    /// <summary>Where the ring lies in a data folder, unless the operator names another file.</summary>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "keys", "ring.json");

    /// <summary>Reads the ring. For a store that already exists: to make a new ring then would lose every sealed value for good.</summary>
    /// <exception cref="KeyRingException">There is none, or it cannot be used.</exception>
    public static KeyRing Load(string path) => KeyRingFile.Read(Path.GetFullPath(path));

    /// <summary>
    /// Reads the ring, or makes one with a single random key where there is none. Of several processes that start at once one
    /// makes it and all read the same. The file has mode 0600, a folder that is made for it 0700.
    /// </summary>
    /// <exception cref="KeyRingException">It cannot be made, or cannot be used.</exception>
    public static KeyRing LoadOrCreate(string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
        {
            KeyRingFile.Create(path);
        }

        return KeyRingFile.Read(path);
    }

    public override string ToString() => $"KeyRing with {Count} keys";

    /// <summary>The key of this purpose under the master key of this id; false if the ring does not have that one.</summary>
    internal bool TryGet(KeyPurpose purpose, ushort id, out ReadOnlySpan<byte> key)
    {
        var found = _subkeys.TryGetValue(id, out var subkeys);
        key = found ? subkeys![(int)purpose] : default;
        return found;
    }

    internal ReadOnlySpan<byte> Get(KeyPurpose purpose, ushort id) =>
        TryGet(purpose, id, out var key) ? key : throw new ArgumentOutOfRangeException(nameof(id), "The ring has no key of this id.");

    private static byte[] Derive(byte[] masterKey, KeyPurpose purpose)
    {
        var label = purpose switch
        {
            KeyPurpose.ApiKeys => "api-keys",
            KeyPurpose.UserIds => "user-ids",
            KeyPurpose.Values => "values",
            KeyPurpose.Outcomes => "outcomes",
            _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
        };
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, masterKey, KeyByteLength, salt: null, Encoding.ASCII.GetBytes($"boop 1 {label}"));
    }
}
