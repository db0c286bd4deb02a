using System.CommandLine;
using Boop.Server.DataFolders;
using Boop.Server.Demo;
using Boop.Server.Faults;
using Boop.Server.Node;
using Spectre.Console;

namespace Boop.Server.Commands;

/// <summary><c>boop serve</c>: the network, with what its operator put into it.</summary>
internal static class ServeCommand
{
    public static Command Create(TimeProvider time)
    {
        NodeCommandOptions node = new();
        Command command = new("serve", "Run a network.");
        node.AddTo(command, hasCluster: true);
        command.SetAction(parsed => RunAsync(node.Read(parsed), node.ReadStore(parsed), time));
        return command;
    }

    private static Task<int> RunAsync(NodeOptions options, DataFolderOptions folder, TimeProvider time)
    {
        string place = "";
        return new NodeRun(options, folder, time)
        {
            Prepare = (store, cancellationToken) =>
            {
                place = store.Place;
                return RefusePublishedKeysAsync(options, store, cancellationToken);
            },
            Announce = urls => Announce(urls, place),
        }.RunAsync();
    }

    private static async Task RefusePublishedKeysAsync(NodeOptions options, OpenedStore store, CancellationToken cancellationToken)
    {
        if (options.Urls.FirstOrDefault(url => !url.IsLoopback) is { } open && await DemoCredentials.AreAcceptedByAsync(store, cancellationToken))
            throw new UsageException($"The store in {store.Place} takes the demo's published keys and is not served on {open}; choose another with --data or --cluster.");
    }

    private static void Announce(IReadOnlyList<string> urls, string place)
    {
        IAnsiConsole console = ConsoleOutput.Create();
        console.MarkupLineInterpolated($"[bold]Boop[/] serves on [bold]{string.Join(" and ", urls)}[/], data in {place}");
        console.MarkupLine("Vendors, scanners and people come by boop vendor add, scanner add and person add. Ctrl+C stops it.");
    }
}
