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

    private readonly Option<bool> _verbose = new("--verbose") { Description = "Log everything, frameworks too." };

    public void AddTo(Command command, bool hasCluster)
    {
        command.Options.Add(_urls);
        _store.AddTo(command, hasCluster);
        command.Options.Add(_verbose);
    }

    public NodeOptions Read(ParseResult parsed) => ListenUrl.TryParseList(parsed.GetRequiredValue(_urls), out IReadOnlyList<ListenUrl> urls, out string? fault)
        ? new NodeOptions(urls, parsed.GetValue(_verbose))
        : throw new UsageException(fault!);

    public DataFolderOptions ReadStore(ParseResult parsed) => _store.Read(parsed);
}
