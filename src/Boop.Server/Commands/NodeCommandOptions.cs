using System.CommandLine;
using Boop.Server.DataFolders;
using Boop.Server.Faults;
using Boop.Server.Node;

namespace Boop.Server.Commands;

/// <summary>The options of the commands that run a server.</summary>
internal sealed class NodeCommandOptions
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    private readonly StoreOptions _store = new();

    private readonly Option<string> _urls = new("--urls")
    {
        Description = "Where to listen; several are separated by semicolons.",
        HelpName = "URL",
        DefaultValueFactory = _ => DefaultUrl,
    };

    private readonly Option<int> _siloPort = new("--silo-port")
    {
        Description = "In a cluster, the port on which this node listens for the others; 0 for a free one.",
        HelpName = "PORT",
        DefaultValueFactory = _ => PeerOptions.DefaultSiloPort,
    };

    private readonly Option<string> _advertise = new("--advertise")
    {
        Description = "In a cluster, by what the other nodes reach this one; the silo port, where no port is given.",
        HelpName = "ADDRESS[:PORT]",
        DefaultValueFactory = _ => PeerOptions.DefaultHost,
    };

    private readonly Option<bool> _verbose = new("--verbose") { Description = "Log everything, frameworks too." };

    public void AddTo(Command command, bool hasCluster)
    {
        command.Options.Add(_urls);
        _store.AddTo(command, hasCluster);
        if (hasCluster)
        {
            command.Options.Add(_siloPort);
            command.Options.Add(_advertise);
        }

        command.Options.Add(_verbose);
    }

    public NodeOptions Read(ParseResult parsed) => ListenUrl.TryParseList(parsed.GetRequiredValue(_urls), out IReadOnlyList<ListenUrl> urls, out string? fault)
        ? new NodeOptions(urls, parsed.GetValue(_verbose)) { Peers = ReadPeers(parsed) }
        : throw new UsageException(fault!);

    public DataFolderOptions ReadStore(ParseResult parsed)
    {
        DataFolderOptions store = _store.Read(parsed);
        if (store.Cluster is null && (IsGiven(parsed, _siloPort) || IsGiven(parsed, _advertise)))
            throw new UsageException("--silo-port and --advertise are for the nodes of a cluster; name its database with --cluster.");
        return store;
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private PeerOptions ReadPeers(ParseResult parsed) => IsGiven(parsed, _siloPort) || IsGiven(parsed, _advertise)
        ? PeerOptions.Parse(parsed.GetValue(_siloPort), parsed.GetValue(_advertise)!)
        : PeerOptions.Default;
}
