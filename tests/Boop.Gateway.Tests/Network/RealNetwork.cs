using Boop.Contexts;
using Boop.Gateway.Tests.Fakes;
using Boop.Grains.Directory;
using Boop.Grains.Hosting;
using Boop.Identity;
using Boop.Palms;
using Boop.Storage;
using Boop.Storage.Sqlite;
using Boop.Testing;
using Boop.Trust;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.TestingHost;

namespace Boop.Gateway.Tests.Network;

/// <summary>A silo of the real grains over a real store in a folder of its own, in fake time, with any number of worlds side by side.</summary>
internal sealed class RealNetwork : IAsyncDisposable
{
    /// <summary>The seeds of the people's palms.</summary>
    public const string Known = "ada";
    public const string Child = "junior";
    public const string Foreigner = "grace";
    public const string Stranger = "mallory";

    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("boop-network-").FullName;
    private readonly CheckedLogs _logs = new();
    private readonly KeyRing _ring;
    private readonly SqliteStore _sqlite;
    private InProcessTestCluster? _cluster;

    private RealNetwork()
    {
        _ring = KeyRing.LoadOrCreate(KeyRing.PathIn(_folder));
        _sqlite = SqliteStore.Open(new SqliteStoreOptions(_folder), _ring, Clock, NullLogger.Instance);
        Store = new OutageStore(_sqlite);
    }

    public TestClock Clock { get; } = new();

    public OutageStore Store { get; }

    private IServiceProvider Services => _cluster!.Silos[0].ServiceProvider;

    public static async Task<RealNetwork> StartAsync(int worlds)
    {
        var network = new RealNetwork();
        await network.SeedAsync([.. Enumerable.Range(0, worlds).Select(number => new WorldNames(number))]);
        await network.DeployAsync();
        return network;
    }

    public World OpenWorld(int number)
    {
        var names = new WorldNames(number);
        return new World(
            this,
            new WorldCredentials(Services.GetRequiredService<ICredentialCheck>(), names),
            new WorldGrains(Services.GetRequiredService<IGrainFactory>(), names));
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        await _sqlite.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
        _logs.Dispose();
    }

    private static PersonRecord Person(string seed, string birthDate, IReadOnlyList<VendorConsent> consents)
    {
        var id = PersonId.Parse($"per_{seed}");
        return new PersonRecord(id)
        {
            Values = [Value("email", $"{seed}@example.com"), Value("phone", "+44 20 7946 0815"), Value("name", seed), Value("birthdate", birthDate)],
            Consents = consents,
            Palms = [new EnrolledPalm<PersonId>(id, Hand.Right, SyntheticPalm.Of(seed, Hand.Right).Enrolled)],
        };
    }

    private static KnownValue Value(string name, string value) => new(AttributeName.Parse(name), value);

    private async Task SeedAsync(IReadOnlyList<WorldNames> worlds)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var hasher = new ApiKeyHasher(_ring);
        foreach (WorldNames world in worlds)
        {
            (await Store.AddVendorAsync(
                new VendorRecord(world.Vendor, "Coffee Shop", "USD")
                {
                    Allowed = AttributeNames.Parse(["email", "phone", "name", "age_over_18"]),
                    KeyHashes = [hasher.Hash(FakeCredentials.Key)],
                },
                cancellation)).ShouldBeTrue();
            (await Store.AddScannerAsync(
                new ScannerRecord(world.Scanner, world.Vendor, TerminalId.Parse("till_1")) { KeyHashes = [hasher.Hash(FakeCredentials.ScannerKey)] },
                cancellation)).ShouldBe(AddScannerAnswer.Added);
        }

        IReadOnlyList<VendorConsent> Share(params string[] names) =>
            [.. worlds.Select(world => new VendorConsent(world.Vendor, AttributeNames.Parse(names)))];
        PersonRecord[] people =
        [
            Person(Known, "1990-12-10", Share("email", "phone")),
            Person(Child, "2015-06-01", Share("email", "age_over_18")),
            Person(Foreigner, "1906-12-09", []),
        ];
        foreach (PersonRecord person in people)
            (await Store.AddPersonAsync(person, cancellation)).ShouldBe(AddPersonAnswer.Added);
    }

    private async Task DeployAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(Clock);
            silo.Services.AddKeyedSingleton<TimeProvider>("Orleans.Grains", Clock);
            // Orleans takes a step of fake time for a process that stood still, and says so.
            silo.ConfigureLogging(logging => logging.AddProvider(_logs).AddFilter("Orleans", LogLevel.None));
            silo.Services.AddSingleton<IContextStore>(Store);
            silo.Services.AddSingleton<IVendorJournal>(Store);
            silo.Services.AddSingleton<IDirectoryStore>(Store);
            silo.Services.AddSingleton(_ring);
            silo.Services.AddBoopGrains();
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }
}
