using System.CommandLine;
using Boop.Server.Faults;
using Boop.Trust;

namespace Boop.Server.Input;

/// <summary>A key to be set: given, by file or standard input where it must not be seen, or generated.</summary>
internal sealed class KeyInput
{
    // 128 bits are 22 characters of letters and digits. Shorter keys serve demonstrations, down to what nobody tries out by chance.
    private const int StrongLength = 22;
    private const int LeastLength = 12;
    private const int MostLength = 200;

    private readonly Option<string?> _key = new("--key") { Description = "The key; other users of this machine may see it.", HelpName = "KEY" };

    private readonly Option<string?> _keyFile = new("--key-file")
    {
        Description = "A file that holds the key, or - for standard input. Without either a key is generated.",
        HelpName = "FILE|-",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_key);
        command.Options.Add(_keyFile);
    }

    /// <summary>The key, and whether it is fresh, so that nobody knows it yet.</summary>
    public async Task<(string Key, bool IsFresh)> ReadAsync(ParseResult parsed, string prefix, CancellationToken cancellationToken)
    {
        string? key = parsed.GetValue(_key);
        if (parsed.GetValue(_keyFile) is { } file)
        {
            if (key is not null)
                throw new UsageException("--key and --key-file exclude each other; give one.");
            key = (await InputFile.ReadAsync("--key-file", file, cancellationToken)).TrimEnd('\r', '\n');
        }

        if (key is null)
            return (ApiKeys.Generate(prefix), true);
        Check(key);
        return (key, false);
    }

    /// <summary>Says that a key is weak, once it has been taken: a refusal is one line, about what was refused.</summary>
    public static void Warn(string key)
    {
        if (key.Length < StrongLength)
            Console.Error.WriteLine($"boop: the key is short; outside of a demonstration take {StrongLength} random characters or more.");
    }

    private static void Check(string key)
    {
        if (key.Length is < LeastLength or > MostLength || !key.All(c => c is > ' ' and <= '~'))
            throw new UsageException($"The key is too weak or malformed; give {LeastLength} to {MostLength} visible ASCII characters, or none to have one generated.");
    }
}
