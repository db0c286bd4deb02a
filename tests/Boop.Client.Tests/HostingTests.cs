using System.Collections.Concurrent;
using Boop.Client.Tests.Scripted;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Boop.Client.Tests;

public sealed class HostingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_option_is_read_from_configuration()
    {
        BoopClientOptions options = Read(
            ("Url", "https://boop.example.com"),
            ("VendorId", "ven_1"),
            ("ApiKey", "sk_sentinel_key"),
            ("Instance", "till-7"),
            ("AllowInsecureTransport", "true"),
            ("ConnectTimeout", "00:00:05"),
            ("HeartbeatInterval", "00:00:20"),
            ("OutcomeTimeout", "00:01:00"),
            ("Pacing", "refuse"));
        options.Url.ShouldBe(new Uri("https://boop.example.com"));
        options.VendorId.ShouldBe("ven_1");
        options.ApiKey.ShouldBe("sk_sentinel_key");
        options.Instance.ShouldBe("till-7");
        options.AllowInsecureTransport.ShouldBeTrue();
        options.ConnectTimeout.ShouldBe(TimeSpan.FromSeconds(5));
        options.HeartbeatInterval.ShouldBe(TimeSpan.FromSeconds(20));
        options.OutcomeTimeout.ShouldBe(TimeSpan.FromMinutes(1));
        options.Pacing.ShouldBe(Pacing.Refuse);
    }

    [Theory]
    [InlineData("Boop:Url is missing", "Url", null)]
    [InlineData("Boop:Url must be an absolute URL", "Url", "boop.example.com")]
    [InlineData("Boop:VendorId is missing", "VendorId", "")]
    [InlineData("Boop:ApiKey is missing, and there is no ApiKeyProvider", "ApiKey", null)]
    [InlineData("Boop:Pacing must be Wait or Refuse", "Pacing", "17")]
    [InlineData("Boop:ConnectTimeout must be a time span", "ConnectTimeout", "soon")]
    [InlineData("Boop:AllowInsecureTransport must be true or false", "AllowInsecureTransport", "perhaps")]
    [InlineData("Boop:VendorID2 is no option", "VendorID2", "ven_1")]
    [InlineData("OutcomeTimeout", "OutcomeTimeout", "-00:00:01")]
    [InlineData("ws", "Url", "ws://boop.example.com")]
    public void Configuration_that_cannot_be_used_is_refused_by_name(string message, string key, string? value)
    {
        Dictionary<string, string?> settings = new()
        {
            ["Boop:Url"] = "wss://boop.example.com",
            ["Boop:VendorId"] = "ven_1",
            ["Boop:ApiKey"] = "sk_sentinel_key",
            [$"Boop:{key}"] = value,
        };
        InvalidOperationException exception = Should.Throw<InvalidOperationException>(() => Section(settings, static options => options));
        exception.Message.ShouldContain(message);
        exception.Message.ShouldContain("in Boop");
        exception.Message.ShouldNotContain("sk_sentinel_key");
    }

    [Fact]
    public void What_configuration_cannot_hold_is_set_in_code() =>
        Section(
            new() { ["Boop:Url"] = "wss://boop.example.com", ["Boop:VendorId"] = "ven_1" },
            static options => options with { ApiKeyProvider = static _ => ValueTask.FromResult("key") })
            .ApiKeyProvider.ShouldNotBeNull();

    [Fact]
    public async Task A_host_with_bad_options_does_not_start_and_says_why()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddBoopClient(builder.Configuration.GetSection("Boop"));
        using IHost host = builder.Build();
        (await Should.ThrowAsync<InvalidOperationException>(() => host.StartAsync(Token))).Message.ShouldContain("Boop:Url is missing");
    }

    [Fact]
    public async Task A_host_starts_without_waiting_for_the_network_and_connects_in_the_background()
    {
        var log = new CategoryLog();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ILoggerFactory>(log);
        builder.Services.AddBoopClient(_ => Nowhere("ven_1"));
        builder.Services.AddHealthChecks().AddCheck<BoopHealthCheck>("boop");
        IHost host = builder.Build();
        await using (((IAsyncDisposable)host).ConfigureAwait(false))
        {
            await Cap.Of(host.StartAsync(Token), "the start");
            BoopClient client = host.Services.GetRequiredService<BoopClient>();
            client.ShouldBeSameAs(host.Services.GetRequiredService<BoopClient>());
            await Cap.Of(UnreachableAsync(client), "the attempt to connect");
            HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
            report.Entries["boop"].Status.ShouldBe(HealthStatus.Degraded);
            report.Entries["boop"].Description.ShouldNotBeNull().ShouldContain("cannot be reached");
            await Cap.Of(host.StopAsync(Token), "the stop");
        }

        log.Categories.ShouldContain("Boop.Client.BoopClient", "the application's log is used");
    }

    [Fact]
    public async Task Several_vendors_have_a_client_each()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddKeyedBoopClient("shop", _ => Nowhere("ven_shop"));
        services.AddKeyedBoopClient("gate", _ => Nowhere("ven_gate"));
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            "boop-gate", provider => new BoopHealthCheck(provider.GetRequiredKeyedService<BoopClient>("gate")), null, null));
        await using ServiceProvider provider = services.BuildServiceProvider();
        BoopClient shop = provider.GetRequiredKeyedService<BoopClient>("shop");
        shop.ShouldNotBeSameAs(provider.GetRequiredKeyedService<BoopClient>("gate"));
        provider.GetServices<IHostedService>().OfType<ConnectionService>().Count().ShouldBe(2);
        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        report.Entries["boop-gate"].Description.ShouldBe("Nothing has needed a connection yet.");
    }

    private static BoopClientOptions Nowhere(string vendorId) => new()
    {
        // Nothing listens on port 1.
        Url = new Uri("ws://127.0.0.1:1"),
        VendorId = vendorId,
        ApiKey = "key",
    };

    private static async Task UnreachableAsync(BoopClient client)
    {
        await foreach (ConnectionChange change in client.WatchConnectionAsync(Token))
        {
            if (change.State == ConnectionState.Reconnecting)
            {
                change.Reason.ShouldBe(ConnectionReason.Unreachable);
                return;
            }
        }
    }

    private static BoopClientOptions Read(params (string Key, string Value)[] settings) =>
        Section(settings.ToDictionary(setting => $"Boop:{setting.Key}", setting => (string?)setting.Value), static options => options);

    private static BoopClientOptions Section(Dictionary<string, string?> settings, Func<BoopClientOptions, BoopClientOptions> adjust) =>
        new OptionsSection(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("Boop")).Read(adjust);

    private sealed class CategoryLog : ILoggerFactory
    {
        internal ConcurrentQueue<string> Categories { get; } = new();

        public ILogger CreateLogger(string categoryName)
        {
            Categories.Enqueue(categoryName);
            return NullLogger.Instance;
        }

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}
