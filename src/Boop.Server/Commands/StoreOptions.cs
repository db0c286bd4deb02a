using System.CommandLine;
using Boop.Server.DataFolders;
using Boop.Server.Faults;

namespace Boop.Server.Commands;

/// <summary>The options that every command has which touches a store.</summary>
internal sealed class StoreOptions
{
    public const string DefaultFolder = ".boop";

    private readonly Option<string> _data = new("--data")
    {
        Description = "The data folder.",
        HelpName = "DIR",
        DefaultValueFactory = _ => DefaultFolder,
    };

    private readonly Option<string?> _secretFile = new("--secret-file")
    {
        Description = "The key ring's file [default: keys/ring.json in the data folder].",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_secretFile);
    }

    public DataFolderOptions Read(ParseResult parsed)
    {
        string? secretFile = parsed.GetValue(_secretFile);
        return new DataFolderOptions(
            FullPath("--data", parsed.GetRequiredValue(_data)), secretFile is null ? null : FullPath("--secret-file", secretFile));
    }

    private static string FullPath(string option, string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (ArgumentException)
        {
            throw new UsageException($"{option} names no place; give a path.");
        }
    }
}
