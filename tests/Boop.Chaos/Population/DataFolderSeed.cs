using Boop.Contexts;
using Boop.Storage;
using Boop.Storage.Sqlite;
using Boop.Trust;
using Microsoft.Extensions.Logging.Abstractions;

namespace Boop.Chaos.Population;

/// <summary>Makes a data folder with everybody in it, as the commands of <c>boop</c> would, one process for all of them.</summary>
internal static class DataFolderSeed
{
    private static readonly AttributeNames Allowed =
        AttributeNames.Parse(["email", "phone", "name", "loyalty_id", "age_over_16", "age_over_18", "age_over_21", "age_over_65"]);

    public static async Task PlantAsync(string folder, Census census, TimeProvider time, CancellationToken cancellationToken)
    {
        KeyRing ring = KeyRing.LoadOrCreate(KeyRing.PathIn(folder));
        ApiKeyHasher hasher = new(ring);
        await using SqliteStore store = SqliteStore.Open(new SqliteStoreOptions(folder) { IsExclusive = false }, ring, time, NullLogger.Instance);
        foreach (VendorAccount vendor in census.All)
        {
            VendorRecord record = new(VendorId.Parse(vendor.Id), vendor.Id, "USD")
            {
                Allowed = Allowed,
                PoolsScanners = true,
                KeyHashes = [hasher.Hash(vendor.Key)],
            };
            Check(await store.Directory.AddVendorAsync(record, cancellationToken));
            foreach (ScannerAccount scanner in vendor.Scanners)
            {
                ScannerRecord added = new(ScannerId.Parse(scanner.Id), record.Id, TerminalId.Parse(scanner.Terminal)) { KeyHashes = [hasher.Hash(scanner.Key)] };
                Check(await store.Directory.AddScannerAsync(added, cancellationToken) is AddScannerAnswer.Added);
            }
        }

        foreach (PersonRecord person in Cast.Enrol(census.All))
            Check(await store.Directory.AddPersonAsync(person, cancellationToken) is AddPersonAnswer.Added);
    }

    private static void Check(bool isAdded)
    {
        if (!isAdded)
            throw new InvalidOperationException("The data folder is not a fresh one.");
    }
}
