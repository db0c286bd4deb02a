using System.Globalization;

namespace Boop.Cluster.Tests.Peers;

/// <summary>Which of this machine's processes a local port belongs to. On the loopback every peer has the same address.</summary>
internal static class PortOwner
{
    public static bool Is(int process, int port)
    {
        string? inode = Find("/proc/net/tcp", port) ?? Find("/proc/net/tcp6", port);
        return inode is not null && Holds(process, $"socket:[{inode}]");
    }

    private static string? Find(string table, int port)
    {
        string ending = $":{port.ToString("X4", CultureInfo.InvariantCulture)}";
        foreach (string line in File.ReadLines(table).Skip(1))
        {
            string[] columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns[1].EndsWith(ending, StringComparison.Ordinal) && columns[9] != "0")
                return columns[9];
        }

        return null;
    }

    private static bool Holds(int process, string socket)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{process}/fd")
                .Any(file => string.Equals(new FileInfo(file).LinkTarget, socket, StringComparison.Ordinal));
        }
        catch (Exception gone) when (gone is DirectoryNotFoundException or FileNotFoundException or IOException)
        {
            return false;
        }
    }
}
