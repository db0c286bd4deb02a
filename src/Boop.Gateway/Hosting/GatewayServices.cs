using Boop.Gateway.Sessions;
using Boop.Gateway.Sockets;
using Boop.Grains.Nodes;
using Boop.Protocol.Scanner;
using Boop.Protocol.Vendor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Boop.Gateway.Hosting;

/// <summary>Registers the gateway.</summary>
public static class GatewayServices
{
    /// <summary>
    /// Adds what <see cref="GatewayEndpoints.MapBoopGateway"/> maps. Needs an <c>ICredentialCheck</c>, a <c>ClusterView</c> and Orleans' <c>IGrainFactory</c>.
    /// </summary>
    public static IServiceCollection AddBoopGateway(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<GatewayStatus>();
        services.AddSingleton<SocketRegistry>();
        services.AddSingleton<MonotonicClock>();
        services.AddSingleton<SessionEvents>();
        services.AddSingleton<IClientFamily<VendorClientMessage, VendorServerMessage>, VendorFamily>();
        services.AddSingleton<IClientFamily<ScannerClientMessage, ScannerServerMessage>, ScannerFamily>();
        services.AddSingleton<SocketEndpoint<VendorClientMessage, VendorServerMessage>>();
        services.AddSingleton<SocketEndpoint<ScannerClientMessage, ScannerServerMessage>>();
        services.AddSingleton<SessionRegistry>();
        services.AddSingleton<SessionWatch>();
        services.AddSingleton<INodeListener>(provider => provider.GetRequiredService<SessionWatch>());
        services.AddHostedService(provider => provider.GetRequiredService<SessionWatch>());
        services.AddHostedService<GracefulStop>();
        return services;
    }
}
