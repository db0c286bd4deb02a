using System.CommandLine;
using Boop.Server.DataFolders;
using Boop.Server.Demo;
using Boop.Server.Faults;
using Boop.Server.Logging;
using Boop.Server.Node;
using Boop.Storage.Sqlite;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Boop.Server.Commands;

/// <summary><c>boop serve</c>: the network, with what its operator put into it.</summary>
internal static class ServeCommand
{
    public static Command Create(TimeProvider time)
    {
        NodeCommandOptions node = new();
        Command command = new("serve", "Run a network.");
        node.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(node.Read(parsed), node.ReadStore(parsed), time, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(NodeOptions options, DataFolderOptions folder, TimeProvider time, CancellationToken cancellationToken)
    {
        using ServerLogs logs = new(options.IsVerbose, time);
        await using OpenedStore store = OpenedStore.OpenForServer(folder, time, logs.Factory.CreateLogger<SqliteStore>());
        if (options.Urls.FirstOrDefault(url => !url.IsLoopback) is { } open && await DemoCredentials.AreAcceptedByAsync(store, cancellationToken))
            throw new UsageException($"The data folder {store.Folder} takes the demo's published keys and is not served on {open}; choose another with --data.");
        await NodeHost.RunAsync(options, store, logs, static _ => { }, urls => Announce(urls, store.Folder));
        return 0;
    }

    private static void Announce(IReadOnlyList<string> urls, string folder)
    {
        IAnsiConsole console = ConsoleOutput.Create();
        console.MarkupLineInterpolated($"[bold]Boop[/] serves on [bold]{string.Join(" and ", urls)}[/], data in {folder}");
        console.MarkupLine("Vendors, scanners and people come by boop vendor add, scanner add and person add. Ctrl+C stops it.");
    }
}
