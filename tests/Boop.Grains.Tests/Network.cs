using System.Collections.Concurrent;
using Boop.Contexts;
using Boop.Grains.Contracts;
using Boop.Grains.Directory;
using Boop.Grains.Hosting;
using Boop.Identity;
using Boop.Palms;
using Boop.Storage;
using Boop.Testing;
using Boop.Trust;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using Orleans.TestingHost;

namespace Boop.Grains.Tests;

/// <summary>A silo of real grains over a fake store and fake time, with one vendor, two scanners and two people.</summary>
internal sealed class Network : IAsyncDisposable
{
    internal static readonly VendorId Vendor = VendorId.Parse("ven_test");
    internal static readonly ScannerId Till1 = ScannerId.Parse("scn_1");
    internal static readonly ScannerId Till2 = ScannerId.Parse("scn_2");
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("boop-grains-").FullName;
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private InProcessTestCluster? _cluster;

    internal SteppingTime Time { get; } = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    internal FakeStore Store { get; private set; } = null!;

    internal KeyRing Ring { get; private set; } = null!;

    /// <summary>Calls as the gateway makes them: from within the silo.</summary>
    internal IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    internal IServiceProvider Services => _cluster!.Silos[0].ServiceProvider;

    internal ICredentialCheck Credentials => Services.GetRequiredService<ICredentialCheck>();

    public async ValueTask StartAsync()
    {
        Store = new FakeStore(Time);
        Ring = KeyRing.LoadOrCreate(KeyRing.PathIn(_folder));
        ApiKeyHasher hasher = new(Ring);
        Store.Vendors.Add(new VendorRecord(Vendor, "Test Shop", "USD")
        {
            Allowed = AttributeNames.Parse(["email", "phone"]),
            KeyHashes = [hasher.Hash("sk_test_right")],
        });
        AddScanner(Till1, "till-1");
        AddPerson("ada", AttributeNames.Parse(["email"]));
        InProcessTestClusterBuilder builder = new(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(Time);
            silo.Services.AddKeyedSingleton<TimeProvider>("Orleans.Grains", Time);
            silo.Services.AddSingleton(Store);
            silo.Services.AddSingleton<IContextStore>(Store);
            silo.Services.AddSingleton<IVendorJournal>(Store);
            silo.Services.AddSingleton<IDirectoryStore>(Store);
            silo.Services.AddSingleton(Ring);
            silo.Services.AddBoopGrains();
            silo.AddIncomingGrainCallFilter(call =>
            {
                _calls.AddOrUpdate(call.MethodName, 1, (_, count) => count + 1);
                return call.Invoke();
            });
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    internal void AddScanner(ScannerId scanner, string terminal, bool isTrusted = false) =>
        Store.Scanners.Add(new ScannerRecord(scanner, Vendor, TerminalId.Parse(terminal)) { IsTrustedForConsent = isTrusted });

    internal void AddPerson(string name, AttributeNames? shared)
    {
        PersonId id = PersonId.Parse($"per_{name}");
        Store.People.Add(new PersonRecord(id)
        {
            Values = [new KnownValue(AttributeName.Parse("email"), $"{name}@example.org")],
            Consents = shared is null ? [] : [new VendorConsent(Vendor, shared)],
            Palms = [new EnrolledPalm<PersonId>(id, Hand.Right, SyntheticPalm.Of(name, Hand.Right).Enrolled)],
        });
    }

    /// <summary>How often this method of a grain has been called.</summary>
    internal int Calls(string method) => _calls.GetValueOrDefault(method);

    /// <summary>Waits until a method of a grain has been called more often than before.</summary>
    internal Task CalledAsync(string method, int before) =>
        Eventually.BecomesTrueAsync(() => Calls(method) > before, $"{method} was called");

    /// <summary>Lets the directory notice what the store holds now.</summary>
    internal Task RefreshAsync() => Eventually.BecomesTrueAsync(
        () =>
        {
            Time.Advance(TimeSpan.FromMilliseconds(500));
            return Services.GetRequiredService<DirectoryCache>().Version == Store.Vendors.Count + Store.Scanners.Count + Store.People.Count;
        },
        "the directory caught up with the store");

    internal async Task<VendorPeer> ConnectVendorAsync(string? instance = null, long? attempt = null, bool wantsProgress = false)
    {
        VendorPeer peer = new(this, SessionId.New());
        peer.Answer = await peer.AttachAsync(instance, attempt, wantsProgress);
        return peer;
    }

    /// <summary>Ends an activation, and with it all that is in its memory.</summary>
    internal async Task DeactivateAsync<TGrain>(string key)
        where TGrain : IGrainWithStringKey
    {
        GrainId id = Grains.GetGrain<TGrain>(key).GetGrainId();
        IManagementGrain management = Grains.GetGrain<IManagementGrain>(0);
        if (await management.GetActivationAddress(Grains.GetGrain<TGrain>(key)) is null)
            return;
        await Grains.GetGrain<IGrainManagementExtension>(id).DeactivateOnIdle();
        while (await management.GetActivationAddress(Grains.GetGrain<TGrain>(key)) is not null)
            await Task.Yield();
    }

    internal async Task<ScannerPeer> ConnectScannerAsync(ScannerId? scanner = null, int capacity = 10)
    {
        ScannerPeer peer = new(this, scanner ?? Till1, SessionId.New());
        peer.Answer = await peer.AttachAsync(capacity);
        return peer;
    }
}
