using System.CommandLine;
using Boop.Server.DataFolders;
using Boop.Server.Faults;

namespace Boop.Server.Commands;

/// <summary>The options that every command has which touches a store.</summary>
internal sealed class StoreOptions
{
    public const string DefaultFolder = ".boop";

    /// <summary>Names the cluster where no option does; unlike an option it is seen by no other user of the machine.</summary>
    public const string ClusterVariable = "BOOP__CLUSTER";

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

    // Without a default of its own: help prints defaults.
    private readonly Option<string?> _cluster = new("--cluster")
    {
        Description = $"The PostgreSQL database that holds the store, as Npgsql's connection string [default: the environment's {ClusterVariable}; else the data folder holds it].",
        HelpName = "CONNECTION",
    };

    private bool _hasCluster;

    /// <param name="command">Whose options these are.</param>
    /// <param name="hasCluster">Whether its store may be a cluster's.</param>
    public void AddTo(Command command, bool hasCluster = true)
    {
        _hasCluster = hasCluster;
        command.Options.Add(_data);
        command.Options.Add(_secretFile);
        if (hasCluster)
            command.Options.Add(_cluster);
    }

    public DataFolderOptions Read(ParseResult parsed)
    {
        string? secretFile = parsed.GetValue(_secretFile);
        return new DataFolderOptions(
            FullPath("--data", parsed.GetRequiredValue(_data)), secretFile is null ? null : FullPath("--secret-file", secretFile))
        {
            Cluster = _hasCluster ? ReadCluster(parsed) : null,
        };
    }

    private string? ReadCluster(ParseResult parsed)
    {
        string? named = parsed.GetValue(_cluster);
        if (named is not null)
            return string.IsNullOrWhiteSpace(named) ? throw new UsageException("--cluster names no database; give a connection string.") : named;
        string? variable = Environment.GetEnvironmentVariable(ClusterVariable);
        return string.IsNullOrWhiteSpace(variable) ? null : variable;
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
