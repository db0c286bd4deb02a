using Boop.Grains.Directory;
using Boop.Grains.Nodes;
using Boop.Grains.Recognition;
using Boop.Grains.Vendors;
using Boop.Storage;
using Boop.Trust;
using Microsoft.Extensions.DependencyInjection;

namespace Boop.Grains.Hosting;

/// <summary>Registers what the grains of a node use. The store's ports and the key ring are registered by the host.</summary>
public static class GrainsHosting
{
    public static IServiceCollection AddBoopGrains(this IServiceCollection services)
    {
        services.AddSingleton<DirectoryCache>();
        services.AddSingleton(new PalmGallery(TaskScheduler.Default));
        services.AddSingleton<ScanJudge>();
        services.AddSingleton<ApiKeyHasher>();
        services.AddSingleton<UserIds>();
        services.AddSingleton<ICredentialCheck, CredentialCheck>();
        services.AddSingleton(provider => new VendorServices(
            provider.GetRequiredService<IContextStore>(),
            provider.GetRequiredService<IVendorJournal>(),
            provider.GetRequiredService<DirectoryCache>(),
            provider.GetRequiredService<ScanJudge>(),
            provider.GetRequiredService<IGrainFactory>(),
            provider.GetRequiredService<SessionNodes>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ClusterView(NodeWatch.IdOf(provider.GetRequiredService<ILocalSiloDetails>().SiloAddress)));
        services.AddSingleton<SessionNodes>();
        services.AddSingleton<INodeListener>(provider => provider.GetRequiredService<SessionNodes>());
        services.AddHostedService<NodeWatch>();
        services.AddHostedService<DirectoryRefresh>();
        services.AddHostedService<OpenContextSweep>();
        return services;
    }
}
