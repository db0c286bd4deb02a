using Boop.Cluster.Tests.Nodes;
using Boop.Cluster.Tests.Peers;
using Boop.Storage;
using Boop.Storage.PostgreSql;
using Boop.Testing.PostgreSql;
using Boop.Trust;
using Microsoft.Extensions.Logging.Abstractions;

namespace Boop.Cluster.Tests;

/// <summary>PostgreSQL, three real nodes on it, HAProxy before them. One for all tests: each leaves three nodes behind, or the next one starts what is missing.</summary>
public sealed class ThreeNodes : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("boop-cluster-").FullName;
    private readonly List<ClusterNode> _nodes = [];

    public PostgreSqlServer PostgreSql { get; private set; } = null!;

    internal IReadOnlyList<ClusterNode> All => _nodes;

    internal ClusterNode A => _nodes[0];

    internal ClusterNode B => _nodes[1];

    internal ClusterNode C => _nodes[2];

    internal HaProxy Proxy { get; private set; } = null!;

    internal PeerNetwork Peers { get; } = new();

    internal string ConnectionString { get; private set; } = "";

    /// <summary>What a command beside the nodes is given.</summary>
    internal string[] StoreArguments => ["--data", _folder, "--cluster", ConnectionString];

    /// <summary>The store that the nodes share, as a command has it.</summary>
    internal PostgreSqlStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        PostgreSql = await PostgreSqlServer.StartAsync();
        ConnectionString = await PostgreSql.CreateDatabaseAsync();
        Store = await PostgreSqlStore.OpenAsync(
            new PostgreSqlStoreOptions(ConnectionString) { IsServer = false },
            _ => KeyRing.LoadOrCreate(KeyRing.PathIn(_folder)),
            TimeProvider.System,
            NullLogger.Instance,
            TestContext.Current.CancellationToken);
        foreach (string name in new[] { "a", "b", "c" })
        {
            PeerProxy way = Peers.Open();
            ClusterNode node = new(name, _folder, ConnectionString, way.Port);
            Peers.Lead(way, node);
            _nodes.Add(node);
        }

        await HealAsync();
        Proxy = await HaProxy.StartAsync(_nodes);
    }

    public async ValueTask DisposeAsync()
    {
        if (Proxy is not null)
            await Proxy.DisposeAsync();
        foreach (ClusterNode node in _nodes)
            await node.DisposeAsync();
        await Peers.DisposeAsync();
        if (Store is not null)
            await Store.DisposeAsync();
        await PostgreSql.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Starts what a test before has ended, and returns once all three are ready.</summary>
    internal async Task HealAsync()
    {
        Peers.Heal();
        foreach (ClusterNode node in _nodes.Where(node => !node.IsRunning))
            node.Start();
        foreach (ClusterNode node in _nodes)
            await node.BecomesReadyAsync();
        // Nor is a connection of before PostgreSQL's end kept.
        await Wait.UntilAsync(IsReadableAsync, "the store can be read");
    }

    private async Task<bool> IsReadableAsync()
    {
        try
        {
            await Store.Directory.GetVersionAsync(TestContext.Current.CancellationToken);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
