using Boop.Contexts;
using Boop.Identity;
using Boop.Palms;
using Boop.Storage.Rows;
using Microsoft.Data.Sqlite;

namespace Boop.Storage.Sqlite;

/// <summary>Vendors, scanners and people. Each change is a transaction of its own that raises the directory's version.</summary>
internal sealed class SqliteDirectoryStore(SqliteDatabase database, PersonVault vault) : IDirectoryStore
{
    private const string RaiseVersion = "UPDATE directory SET version = version + 1";

    public Task<long> GetVersionAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(connection => (long)connection.Scalar("SELECT version FROM directory")!, cancellationToken);

    public Task<DirectorySnapshot> LoadAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection =>
        {
            // One read transaction, so that the version belongs to the rows.
            connection.Execute("BEGIN");
            try
            {
                long version = (long)connection.Scalar("SELECT version FROM directory")!;
                return new DirectorySnapshot(version, LoadVendors(connection), LoadScanners(connection));
            }
            finally
            {
                connection.Rollback();
            }
        },
        cancellationToken);

    public Task<IReadOnlyList<EnrolledPalm<PersonId>>> LoadPalmsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<EnrolledPalm<PersonId>>>(
            connection =>
            [
                .. connection.Query(
                    "SELECT person_id, hand, template_sealed FROM palms JOIN people USING (person_id) WHERE is_active = 1", ReadPalm)
                    .OfType<EnrolledPalm<PersonId>>(),
            ],
            cancellationToken);

    public Task<Person?> FindPersonAsync(PersonId person, VendorId vendor, CancellationToken cancellationToken) => database.ReadAsync(
        connection =>
        {
            (string, object?) id = ("$person", person.Value);
            object? active = connection.Scalar("SELECT is_active FROM people WHERE person_id = $person", id);
            if (active is null)
                return null;
            VendorConsent? consent = connection.Query(
                "SELECT attributes FROM consents WHERE person_id = $person AND vendor_id = $vendor",
                row => new VendorConsent(vendor, ColumnText.ReadNames(row.GetString(0))),
                id,
                ("$vendor", vendor.Value)).FirstOrDefault();
            return new Person(person, LoadValues(connection, person)) { IsActive = (long)active == 1, Consent = consent };
        },
        cancellationToken);

    public Task<bool> AddVendorAsync(VendorRecord vendor, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            int added = connection.Execute(
                """
                INSERT INTO vendors (vendor_id, name, currency, allowed, pools_scanners, is_suspended)
                VALUES ($id, $name, $currency, $allowed, $pools, $suspended) ON CONFLICT DO NOTHING
                """,
                ("$id", vendor.Id.Value),
                ("$name", vendor.Name),
                ("$currency", vendor.Currency),
                ("$allowed", ColumnText.Of(vendor.Allowed)),
                ("$pools", vendor.PoolsScanners),
                ("$suspended", vendor.IsSuspended));
            if (added == 0)
                return (false, false);
            foreach (byte[] hash in vendor.KeyHashes)
                connection.Execute("INSERT INTO vendor_keys (vendor_id, key_hash) VALUES ($id, $hash)", ("$id", vendor.Id.Value), ("$hash", hash));
            connection.Execute(RaiseVersion);
            return (true, true);
        },
        cancellationToken);

    public Task<AddScannerAnswer> AddScannerAsync(ScannerRecord scanner, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            (string, object?) id = ("$id", scanner.Id.Value);
            (string, object?) vendor = ("$vendor", scanner.Vendor.Value);
            (string, object?) terminal = ("$terminal", scanner.Terminal.Value);
            if (connection.Scalar("SELECT 1 FROM vendors WHERE vendor_id = $vendor", vendor) is null)
                return (AddScannerAnswer.VendorUnknown, false);
            if (connection.Scalar("SELECT 1 FROM scanners WHERE scanner_id = $id", id) is not null)
                return (AddScannerAnswer.ScannerExists, false);
            if (connection.Scalar("SELECT 1 FROM scanners WHERE vendor_id = $vendor AND terminal_id = $terminal", vendor, terminal) is not null)
                return (AddScannerAnswer.TerminalTaken, false);
            connection.Execute(
                """
                INSERT INTO scanners (scanner_id, vendor_id, terminal_id, capacity, is_trusted_for_consent)
                VALUES ($id, $vendor, $terminal, $capacity, $trusted)
                """,
                id,
                vendor,
                terminal,
                ("$capacity", scanner.Capacity),
                ("$trusted", scanner.IsTrustedForConsent));
            foreach (byte[] hash in scanner.KeyHashes)
                connection.Execute("INSERT INTO scanner_keys (scanner_id, key_hash) VALUES ($id, $hash)", id, ("$hash", hash));
            connection.Execute(RaiseVersion);
            return (AddScannerAnswer.Added, true);
        },
        cancellationToken);

    public Task<AddPersonAnswer> AddPersonAsync(PersonRecord person, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            (string, object?) id = ("$id", person.Id.Value);
            if (connection.Execute("INSERT INTO people (person_id) VALUES ($id) ON CONFLICT DO NOTHING", id) == 0)
                return (AddPersonAnswer.PersonExists, false);
            foreach (VendorConsent consent in person.Consents)
            {
                (string, object?) vendor = ("$vendor", consent.Vendor.Value);
                if (connection.Scalar("SELECT 1 FROM vendors WHERE vendor_id = $vendor", vendor) is null)
                    return (AddPersonAnswer.VendorUnknown, false);
                connection.Execute(
                    "INSERT INTO consents (person_id, vendor_id, attributes) VALUES ($id, $vendor, $attributes)",
                    id,
                    vendor,
                    ("$attributes", ColumnText.Of(consent.Attributes)));
            }

            AddValues(connection, person);
            AddPalms(connection, person);
            connection.Execute(RaiseVersion);
            return (AddPersonAnswer.Added, true);
        },
        cancellationToken);

    public Task<bool> AddConsentAsync(PersonId person, VendorConsent consent, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            int added = connection.Execute(
                """
                INSERT INTO consents (person_id, vendor_id, attributes)
                SELECT person_id, vendor_id, $attributes FROM people, vendors WHERE person_id = $person AND vendor_id = $vendor
                ON CONFLICT DO NOTHING
                """,
                ("$person", person.Value),
                ("$vendor", consent.Vendor.Value),
                ("$attributes", ColumnText.Of(consent.Attributes)));
            if (added > 0)
                connection.Execute(RaiseVersion);
            return (added > 0, added > 0);
        },
        cancellationToken);

    public Task SetScannerCapacityAsync(ScannerId scanner, int capacity, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            int changed = connection.Execute(
                "UPDATE scanners SET capacity = $capacity WHERE scanner_id = $id AND capacity <> $capacity",
                ("$capacity", capacity),
                ("$id", scanner.Value));
            if (changed > 0)
                connection.Execute(RaiseVersion);
            return (changed, changed > 0);
        },
        cancellationToken);

    private static List<VendorRecord> LoadVendors(SqliteConnection connection)
    {
        ILookup<string, byte[]> keys = LoadKeys(connection, "SELECT vendor_id, key_hash FROM vendor_keys");
        return connection.Query(
            "SELECT vendor_id, name, currency, allowed, pools_scanners, is_suspended FROM vendors",
            row => new VendorRecord(VendorId.Parse(row.GetString(0)), row.GetString(1), row.GetString(2))
            {
                Allowed = ColumnText.ReadNames(row.GetString(3)),
                PoolsScanners = row.GetBoolean(4),
                IsSuspended = row.GetBoolean(5),
                KeyHashes = [.. keys[row.GetString(0)]],
            });
    }

    private static List<ScannerRecord> LoadScanners(SqliteConnection connection)
    {
        ILookup<string, byte[]> keys = LoadKeys(connection, "SELECT scanner_id, key_hash FROM scanner_keys");
        return connection.Query(
            "SELECT scanner_id, vendor_id, terminal_id, capacity, is_trusted_for_consent FROM scanners",
            row => new ScannerRecord(
                ScannerId.Parse(row.GetString(0)), VendorId.Parse(row.GetString(1)), TerminalId.Parse(row.GetString(2)))
            {
                Capacity = row.GetInt32(3),
                IsTrustedForConsent = row.GetBoolean(4),
                KeyHashes = [.. keys[row.GetString(0)]],
            });
    }

    private static ILookup<string, byte[]> LoadKeys(SqliteConnection connection, string sql) =>
        connection.Query(sql, row => (Owner: row.GetString(0), Hash: (byte[])row[1])).ToLookup(key => key.Owner, key => key.Hash);

    private List<KnownValue> LoadValues(SqliteConnection connection, PersonId person) =>
    [
        .. connection.Query(
            "SELECT name, value_sealed, expires_at FROM person_values WHERE person_id = $person",
            row => vault.OpenValue(person, AttributeName.Parse(row.GetString(0)), (byte[])row[1], row.IsDBNull(2) ? null : row.GetInt64(2)),
            ("$person", person.Value)).OfType<KnownValue>(),
    ];

    private EnrolledPalm<PersonId>? ReadPalm(SqliteDataReader row) =>
        vault.OpenPalm(PersonId.Parse(row.GetString(0)), ColumnText.ReadHand(row.GetString(1)), (byte[])row[2]);

    private void AddValues(SqliteConnection connection, PersonRecord person)
    {
        foreach (KnownValue value in person.Values)
        {
            connection.Execute(
                "INSERT INTO person_values (person_id, name, value_sealed, expires_at) VALUES ($id, $name, $value, $expires)",
                ("$id", person.Id.Value),
                ("$name", value.Name.Value),
                ("$value", vault.Seal(person.Id, value)),
                ("$expires", value.ExpiresAt is { } expires ? StoreTime.ToStored(expires) : null));
        }
    }

    private void AddPalms(SqliteConnection connection, PersonRecord person)
    {
        foreach (EnrolledPalm<PersonId> palm in person.Palms)
        {
            connection.Execute(
                "INSERT INTO palms (person_id, hand, template_sealed) VALUES ($id, $hand, $template)",
                ("$id", person.Id.Value),
                ("$hand", ColumnText.Of(palm.Hand)),
                ("$template", vault.Seal(palm)));
        }
    }
}
