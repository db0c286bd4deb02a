using System.Security.Cryptography;
using System.Text.Json;

namespace Boop.Trust;

/// <summary>
/// The ring on disk: <c>{"version":1,"keys":[{"id":1,"key":"…"}]}</c>, each key the base64 of 32 bytes, ids 1…65535.
/// Refused rather than repaired: a ring that is guessed at loses data.
/// </summary>
internal static class KeyRingFile
{
    private const int Version = 1;
    private const int LongestFile = 64 * 1024;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes a ring of one random key, unless another process is quicker.</summary>
    public static void Create(string path)
    {
        var content = NewContent();
        try
        {
            var folder = Path.GetDirectoryName(path) ?? throw new KeyRingException($"{path} is no place for a key ring. Name a file.");
            CreateFolder(folder);
            ExclusiveFile.Write(path, content, OwnerFile);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingException(
                $"The key ring {path} cannot be made. Let the server's user write to its folder, or name another file.", error);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    public static KeyRing Read(string path)
    {
        var content = ReadContent(path);
        try
        {
            return Parse(content) ?? throw new KeyRingException(
                $"The key ring {path} is malformed. Put back the copy that belongs to this store; no other opens what this one sealed.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }
    }

    private static byte[] ReadContent(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

            // Asked of the open file, not of the path, which could by now be another.
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & Others) != 0)
            {
                throw new KeyRingException(
                    $"The key ring {path} is open to other users. Run: chmod 600 '{path}', and consider its keys known to them.");
            }

            if (file.Length > LongestFile)
            {
                throw new KeyRingException($"The key ring {path} is malformed: it is far too long. Name the ring of this store.");
            }

            var content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KeyRingException($"There is no key ring {path}. Put back the copy that belongs to this store.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingException(
                $"The key ring {path} cannot be read. Make it a file that the server's user owns and may read.", error);
        }
    }

    private static byte[] NewContent()
    {
        Span<byte> key = stackalloc byte[KeyRing.KeyByteLength];
        RandomNumberGenerator.Fill(key);
        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteStartArray("keys");
            writer.WriteStartObject();
            writer.WriteNumber("id", 1);
            writer.WriteBase64String("key", key);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        CryptographicOperations.ZeroMemory(key);
        return content.ToArray();
    }

    private static KeyRing? Parse(byte[] content)
    {
        var keys = new SortedDictionary<ushort, byte[]>();
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.GetProperty("version").GetInt32() != Version)
            {
                return null;
            }

            foreach (var entry in root.GetProperty("keys").EnumerateArray())
            {
                var id = entry.GetProperty("id").GetUInt16();
                var key = entry.GetProperty("key").GetBytesFromBase64();
                if (id == 0 || key.Length != KeyRing.KeyByteLength || !keys.TryAdd(id, key))
                {
                    return null;
                }
            }

            return keys.Count == 0 ? null : new KeyRing(keys);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // The error's own text may quote the file, so it goes no further.
            return null;
        }
        finally
        {
            foreach (var key in keys.Values)
            {
                CryptographicOperations.ZeroMemory(key);
            }
        }
    }
}
