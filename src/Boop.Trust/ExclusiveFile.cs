using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Boop.Trust;

/// <summary>
/// Puts a whole, synced file in place, or leaves the one that is already there. Nobody ever sees half of it.
/// </summary>
internal static class ExclusiveFile
{
    // The same number on every Unix.
    private const int FileExists = 17;

    /// <summary>Writes <paramref name="content"/> to <paramref name="path"/>; false if another was quicker.</summary>
    public static bool Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        var draft = $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}.tmp";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        try
        {
            using (var file = new FileStream(draft, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            return Publish(draft, path);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static bool Publish(string draft, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                File.Move(draft, path, overwrite: false);
                return true;
            }
            catch (IOException) when (File.Exists(path))
            {
                return false;
            }
        }

        // File.Move looks first and then renames, so two processes could both find the place free and the later replace the
        // ring that the earlier already uses. A hard link fails if the name is taken, whoever is quicker.
        if (Link(draft, path) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error == FileExists ? false : throw new IOException($"link failed: {Marshal.GetPInvokeErrorMessage(error)}");
        }

        // The name is durable only when its folder is, and a new folder when its parent is.
        var folder = Path.GetDirectoryName(path);
        SyncFolder(folder);
        SyncFolder(Path.GetDirectoryName(folder));
        return true;
    }

    private static void SyncFolder(string? folder)
    {
        // Some file systems cannot sync a folder, and some parents may not be opened; the ring itself is in place either way.
        if (folder is not null && Open(folder, 0) is var descriptor and >= 0)
        {
            _ = Sync(descriptor);
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string added);

    [DllImport("libc", EntryPoint = "open", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
