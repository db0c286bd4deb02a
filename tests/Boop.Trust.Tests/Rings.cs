namespace Boop.Trust.Tests;

/// <summary>Rings with known keys, read from files as the server reads them.</summary>
internal static class Rings
{
    public static KeyRing Of(params (ushort Id, byte Fill)[] keys)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("ring.json");
        Write(path, Json(keys));
        return KeyRing.Load(path);
    }

    public static string Json(params (ushort Id, byte Fill)[] keys)
    {
        var entries = keys.Select(key => $$"""{"id":{{key.Id}},"key":"{{Convert.ToBase64String(Key(key.Fill))}}"}""");
        return $$"""{"version":1,"keys":[{{string.Join(',', entries)}}]}""";
    }

    public static byte[] Key(byte fill) => [.. Enumerable.Repeat(fill, 32)];

    public static void Write(string path, string content, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, mode);
    }
}
