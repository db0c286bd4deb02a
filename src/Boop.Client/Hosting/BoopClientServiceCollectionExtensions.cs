using Boop.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a <see cref="BoopClient"/> that connects in the background as the host starts.</summary>
/// <remarks>
/// Options are checked at the start, which fails with a message that names the key. The client logs to the application's
/// <see cref="ILoggerFactory"/> and uses its <see cref="TimeProvider"/>, where it has one and the options name none.
/// The container disposes the client; as it does so asynchronously, dispose a container of your own with <c>await using</c>.
/// </remarks>
public static class BoopClientServiceCollectionExtensions
{
    /// <summary>Registers the client of the one vendor that this application speaks for.</summary>
    /// <param name="services">Where to register it.</param>
    /// <param name="section">Holds <c>Url</c>, <c>VendorId</c>, <c>ApiKey</c> and, if need be, the other members of the options by name.</param>
    /// <param name="adjust">Sets what configuration cannot hold, such as the <see cref="BoopClientOptions.ApiKeyProvider"/>; null for nothing.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddBoopClient(
        this IServiceCollection services, IConfiguration section, Func<BoopClientOptions, BoopClientOptions>? adjust = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddBoopClient(_ => new OptionsSection(section).Read(adjust ?? (static options => options)));
    }

    /// <summary>Registers the client of the one vendor that this application speaks for.</summary>
    /// <param name="services">Where to register it.</param>
    /// <param name="options">Makes the options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddBoopClient(this IServiceCollection services, Func<IServiceProvider, BoopClientOptions> options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(provider => Make(provider, options));
        services.AddSingleton<IHostedService>(provider => new ConnectionService(provider.GetRequiredService<BoopClient>()));
        return services;
    }

    /// <summary>Registers the client of one of several vendors, to be had by its key.</summary>
    /// <param name="services">Where to register it.</param>
    /// <param name="key">Names the client within the application: <c>[FromKeyedServices(key)]</c>.</param>
    /// <param name="section">As of <see cref="AddBoopClient(IServiceCollection, IConfiguration, Func{BoopClientOptions, BoopClientOptions}?)"/>.</param>
    /// <param name="adjust">Sets what configuration cannot hold; null for nothing.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddKeyedBoopClient(
        this IServiceCollection services, string key, IConfiguration section, Func<BoopClientOptions, BoopClientOptions>? adjust = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddKeyedBoopClient(key, _ => new OptionsSection(section).Read(adjust ?? (static options => options)));
    }

    /// <summary>Registers the client of one of several vendors, to be had by its key.</summary>
    /// <param name="services">Where to register it.</param>
    /// <param name="key">Names the client within the application: <c>[FromKeyedServices(key)]</c>.</param>
    /// <param name="options">Makes the options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddKeyedBoopClient(
        this IServiceCollection services, string key, Func<IServiceProvider, BoopClientOptions> options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(options);
        services.AddKeyedSingleton(key, (provider, _) => Make(provider, options));
        services.AddSingleton<IHostedService>(provider => new ConnectionService(provider.GetRequiredKeyedService<BoopClient>(key)));
        return services;
    }

    private static BoopClient Make(IServiceProvider provider, Func<IServiceProvider, BoopClientOptions> make)
    {
        BoopClientOptions options = make(provider);
        return new BoopClient(options with
        {
            LoggerFactory = options.LoggerFactory == NullLoggerFactory.Instance
                ? provider.GetService<ILoggerFactory>() ?? options.LoggerFactory
                : options.LoggerFactory,
            TimeProvider = options.TimeProvider == TimeProvider.System
                ? provider.GetService<TimeProvider>() ?? options.TimeProvider
                : options.TimeProvider,
        });
    }
}
