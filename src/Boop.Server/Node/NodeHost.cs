using Boop.Gateway.Hosting;
using Boop.Grains.Hosting;
using Boop.Grains.Nodes;
using Boop.Server.DataFolders;
using Boop.Server.Logging;
using Boop.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Boop.Server.Node;

/// <summary>
/// Composes and runs one node: Kestrel, silo, grains, gateway over an opened store. Reads no configuration but its options, so that
/// nothing in the environment adds an address that was not asked for.
/// </summary>
internal static partial class NodeHost
{
    private const int MostStarts = 5;
    private const int LongestHeaders = 16 * 1024;
    private const int LongestBody = 16 * 1024;
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongestStop = TimeSpan.FromMilliseconds(8500);
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Runs until the process is told to stop.</summary>
    /// <param name="options">How.</param>
    /// <param name="store">What it works on; stays open.</param>
    /// <param name="logs">Where it logs to; stays open.</param>
    /// <param name="addServices">What runs on this node besides.</param>
    /// <param name="mapEndpoints">What is served besides.</param>
    /// <param name="announce">Says that it runs, and at which addresses.</param>
    /// <param name="stop">Tells it to stop.</param>
    public static async Task RunAsync(
        NodeOptions options,
        OpenedStore store,
        ServerLogs logs,
        Action<IServiceCollection> addServices,
        Action<IEndpointRouteBuilder> mapEndpoints,
        Action<IReadOnlyList<string>> announce,
        CancellationToken stop)
    {
        WebApplication node = await StartAsync(options, store, logs, addServices, mapEndpoints, stop);
        logs.Open();
        announce([.. node.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses]);
        Task running = node.WaitForShutdownAsync(stop);
        await Task.WhenAny(running, IsOverdueAsync(stop));
        if (!running.IsCompleted)
        {
            // Clients have been told; what is left waits for a database that does not answer.
            Log.Overdue(logs.Factory.CreateLogger(typeof(NodeHost)));
            return;
        }

        await using (node)
        {
            await running;
            await ThrowIfWorkEndedAsync(node.Services);
        }
    }

    /// <summary>Ends once a stop has taken longer than it may.</summary>
    private static async Task IsOverdueAsync(CancellationToken stop)
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = stop.Register(asked.SetResult);
        await asked.Task;
        await Task.Delay(LongestStop, TimeProvider.System, CancellationToken.None);
    }

    private static async Task<WebApplication> StartAsync(
        NodeOptions options,
        OpenedStore store,
        ServerLogs logs,
        Action<IServiceCollection> addServices,
        Action<IEndpointRouteBuilder> mapEndpoints,
        CancellationToken stop)
    {
        for (int start = 1; ; start++)
        {
            PeerEndpoint? peers = store.Members is null ? null : await PeerEndpoint.FindAsync(options.Peers, stop);
            WebApplication node = Compose(options, store, peers, logs, addServices, mapEndpoints);
            try
            {
                await node.StartAsync(stop);
                return node;
            }
            catch (Exception fault) when (start < MostStarts && StartFault.IsSiloPortTaken(fault) && (peers is null || options.Peers.SiloPort == 0))
            {
                await node.DisposeAsync();
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                // Sockets may be open already; they are told as in any stop.
                await node.StopAsync(CancellationToken.None);
                throw new OperationCanceledException(stop);
            }
            catch (Exception fault) when (StartFault.Explain(fault, options.Urls, peers) is { } explained)
            {
                throw explained;
            }
        }
    }

    private static WebApplication Compose(
        NodeOptions options,
        OpenedStore store,
        PeerEndpoint? peers,
        ServerLogs logs,
        Action<IServiceCollection> addServices,
        Action<IEndpointRouteBuilder> mapEndpoints)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "boop" });
        builder.Services.Replace(ServiceDescriptor.Singleton(logs.Factory));
        builder.Services.AddSingleton<IHostLifetime, OwnSignals>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(store.Contexts);
        builder.Services.AddSingleton(store.Journal);
        builder.Services.AddSingleton(store.Directory);
        builder.Services.AddSingleton(store.Ring);
        builder.Services.AddSingleton<Health>();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));

        // The silo starts before whatever calls grains, and stops after it.
        builder.UseOrleans(silo => Configure(silo, store.Members, peers));
        builder.Services.AddBoopGrains();
        builder.Services.AddBoopGateway();
        builder.Services.AddSingleton<INodeListener, NodeDeath>();
        addServices(builder.Services);

        WebApplication node = builder.Build();
        node.MapBoopGateway();
        node.MapBoopHealth(node.Services.GetRequiredService<Health>());
        mapEndpoints(node);
        return node;
    }

    private static void Configure(KestrelServerOptions kestrel, NodeOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestHeadersTotalSize = LongestHeaders;
        kestrel.Limits.MaxRequestBodySize = LongestBody;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        foreach (ListenUrl url in options.Urls)
            url.Bind(kestrel);
    }

    private static void Configure(ISiloBuilder silo, MemberTable? members, PeerEndpoint? peers)
    {
        // No clients from outside, and without a cluster no other silo: a port of its own on the loopback is all that it needs then.
        if (members is null || peers is null)
            silo.UseLocalhostClustering(LoopbackPorts.FindFree(), gatewayPort: 0);
        else
            Join(silo, members, peers);
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout);
        silo.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout);
    }

    private static void Join(ISiloBuilder silo, MemberTable members, PeerEndpoint peers)
    {
        silo.Configure<ClusterOptions>(cluster => cluster.ClusterId = cluster.ServiceId = members.ClusterId);
        silo.Configure<SiloOptions>(self => self.SiloName = members.Name);
        silo.Configure<EndpointOptions>(endpoint =>
        {
            endpoint.AdvertisedIPAddress = peers.Advertised.Address;
            endpoint.SiloPort = peers.Advertised.Port;
            endpoint.SiloListeningEndpoint = peers.Listening;
            endpoint.GatewayPort = 0;
        });
        silo.UseAdoNetClustering(table =>
        {
            table.Invariant = "Npgsql";
            table.DataSource = members.Database;
        });
        silo.Configure<ClusterMembershipOptions>(ClusterRules.Apply);
        silo.Configure<ConnectionOptions>(ClusterRules.Apply);
    }

    /// <summary>A loop that ended by a fault stops the host, which calls that a success.</summary>
    private static Task ThrowIfWorkEndedAsync(IServiceProvider services) => Task.WhenAll(
        services.GetServices<IHostedService>().OfType<BackgroundService>().Select(work => work.ExecuteTask).OfType<Task>().Where(task => task.IsFaulted));
}
