using Boop.Contexts;
using Boop.Identity;
using Boop.Server.DataFolders;
using Boop.Server.Demo;
using Boop.Server.Faults;
using Boop.Server.Tests.Processes;
using Boop.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Boop.Server.Tests.Demo;

public sealed class DemoSeedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Seeding_twice_changes_nothing()
    {
        await using OpenedStore store = await OpenAsync();
        await DemoSeed.ApplyAsync(store, CancellationToken.None);
        DirectorySnapshot once = await store.Directory.LoadAsync(CancellationToken.None);

        await DemoSeed.ApplyAsync(store, CancellationToken.None);

        DirectorySnapshot twice = await store.Directory.LoadAsync(CancellationToken.None);
        twice.Version.ShouldBe(once.Version);
        twice.Vendors.Count.ShouldBe(3);
        twice.Scanners.Count.ShouldBe(3);
        twice.Vendors.ShouldAllBe(vendor => vendor.Currency == "USD" && vendor.Allowed.Count == 8 && vendor.KeyHashes.Count == 1);
        (await store.Directory.LoadPalmsAsync(CancellationToken.None)).Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("per_demo_ada", DemoCredentials.CoffeeShop, "email,phone")]
    [InlineData("per_demo_ada", DemoCredentials.BookShop, "")]
    [InlineData("per_demo_grace", DemoCredentials.CoffeeShop, null)]
    [InlineData("per_demo_grace", DemoCredentials.BookShop, "email,name")]
    public async Task People_consented_to_what_the_demo_says(string id, string vendor, string? names)
    {
        await using OpenedStore store = await OpenAsync();
        await DemoSeed.ApplyAsync(store, CancellationToken.None);

        Person person = (await store.Directory.FindPersonAsync(PersonId.Parse(id), VendorId.Parse(vendor), CancellationToken.None)).ShouldNotBeNull();

        person.Consent?.Attributes.ToString().ShouldBe(names);
        (person.Consent is null).ShouldBe(names is null);
        person.Values.Count.ShouldBe(id == "per_demo_ada" ? 5 : 2);
    }

    [Fact]
    public async Task A_folder_with_another_vendor_of_that_name_is_refused()
    {
        await using OpenedStore store = await OpenAsync();
        VendorRecord other = new(VendorId.Parse(DemoCredentials.CoffeeShop), "Mine", "EUR") { KeyHashes = [store.Hasher.Hash("another key")] };
        await store.Directory.AddVendorAsync(other, CancellationToken.None);

        (await Should.ThrowAsync<UsageException>(() => DemoSeed.ApplyAsync(store, CancellationToken.None))).Message.ShouldContain("--data");
    }

    [Fact]
    public async Task A_store_with_published_keys_is_known_as_such()
    {
        await using OpenedStore store = await OpenAsync();
        (await DemoCredentials.AreAcceptedByAsync(store, CancellationToken.None)).ShouldBeFalse();

        VendorRecord vendor = new(VendorId.Parse("ven_mine"), "Mine", "EUR")
        {
            KeyHashes = [store.Hasher.Hash("a key of its own"), store.Hasher.Hash(DemoCredentials.BookShopKey)],
        };
        await store.Directory.AddVendorAsync(vendor, CancellationToken.None);

        (await DemoCredentials.AreAcceptedByAsync(store, CancellationToken.None)).ShouldBeTrue();
    }

    private Task<OpenedStore> OpenAsync() => OpenedStore.OpenForServerAsync(
        new DataFolderOptions(_folder.Data, null), TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken);
}
