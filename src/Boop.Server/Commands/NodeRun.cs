using Boop.Server.DataFolders;
using Boop.Server.Logging;
using Boop.Server.Node;
using Boop.Storage.PostgreSql;
using Boop.Storage.Sqlite;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Boop.Server.Commands;

/// <summary>A server's life, from the opening of its store to the closing.</summary>
internal sealed record NodeRun(NodeOptions Options, DataFolderOptions Folder, TimeProvider Time)
{
    /// <summary>What is done to the store before anything is served.</summary>
    public required Func<OpenedStore, CancellationToken, Task> Prepare { get; init; }

    /// <summary>What runs on this node besides.</summary>
    public Action<IServiceCollection> AddServices { get; init; } = static _ => { };

    /// <summary>What is served besides.</summary>
    public Action<IEndpointRouteBuilder> MapEndpoints { get; init; } = static _ => { };

    /// <summary>Says that it runs, and at which addresses.</summary>
    public required Action<IReadOnlyList<string>> Announce { get; init; }

    public async Task<int> RunAsync()
    {
        using StopSignals signals = new();
        using ServerLogs logs = new(Options.IsVerbose, Time);
        try
        {
            await using OpenedStore store = await OpenedStore.OpenForServerAsync(Folder, Time, CreateLogger(logs.Factory), signals.Token);
            await Prepare(store, signals.Token);
            await NodeHost.RunAsync(Options, store, logs, AddServices, MapEndpoints, Announce, signals.Token);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            // Told to stop before it had started.
        }

        return 0;
    }

    private ILogger CreateLogger(ILoggerFactory logs) =>
        Folder.Cluster is null ? logs.CreateLogger<SqliteStore>() : logs.CreateLogger<PostgreSqlStore>();
}
