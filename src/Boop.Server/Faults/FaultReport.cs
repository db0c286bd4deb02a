using Boop.Storage;
using Boop.Trust;

namespace Boop.Server.Faults;

/// <summary>
/// What a failed command says: one line on standard error. Exit code 2 for what the caller can cure, 1 for a fault of the program,
/// whose details go to a file.
/// </summary>
internal static class FaultReport
{
    public const int Usage = 2;

    private const int Internal = 1;

    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Says what is wrong, and returns the exit code.</summary>
    public static int Write(Exception fault, TextWriter error, string logFolder, DateTimeOffset now)
    {
        if (fault is UsageException or DataFolderException or DatabaseException or KeyRingException or StoreUnavailableException)
            return Refuse(error, fault.Message);
        if (HoldsForeignSeal(fault))
            return Refuse(error, "The key ring does not open what the store holds; name the ring of this store with --secret-file.");
        error.WriteLine($"boop: internal fault ({fault.GetType().Name}); {Keep(fault, logFolder, now)}");
        return Internal;
    }

    /// <summary>Says what the caller must change.</summary>
    public static int Refuse(TextWriter error, string message)
    {
        error.WriteLine($"boop: {OneLine(message)}");
        return Usage;
    }

    public static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static bool HoldsForeignSeal(Exception fault) =>
        fault is SealedValueException || (fault.InnerException is { } inner && HoldsForeignSeal(inner));

    private static string Keep(Exception fault, string logFolder, DateTimeOffset now)
    {
        string path = Path.Combine(Path.GetFullPath(logFolder), "boop-faults.log");
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.Append, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerFile;
            using StreamWriter file = new(path, options);
            file.WriteLine($"{now:O} {fault}");
            return $"its details are in {path}";
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return $"its details could not be written to {path}";
        }
    }
}
