using Boop.Contexts;
using Boop.Identity;
using Boop.Palms;
using Boop.Storage.Rows;
using Npgsql;

namespace Boop.Storage.PostgreSql;

/// <summary>Vendors, scanners and people. Each change is a transaction of its own that raises the directory's version.</summary>
internal sealed class PostgreSqlDirectoryStore(PostgreSqlDatabase database, PersonVault vault) : IDirectoryStore
{
    public Task<long> GetVersionAsync(CancellationToken cancellationToken) => database.ReadAsync(ReadVersionAsync, cancellationToken);

    // The version belongs to the rows.
    public Task<DirectorySnapshot> LoadAsync(CancellationToken cancellationToken) => database.ReadAtLengthAsync(
        async (connection, cancellation) => new DirectorySnapshot(
            await ReadVersionAsync(connection, cancellation),
            await LoadVendorsAsync(connection, cancellation),
            await LoadScannersAsync(connection, cancellation)),
        cancellationToken);

    public Task<IReadOnlyList<EnrolledPalm<PersonId>>> LoadPalmsAsync(CancellationToken cancellationToken) =>
        database.ReadAtLengthAsync<IReadOnlyList<EnrolledPalm<PersonId>>>(
            async (connection, cancellation) =>
            [
                .. (await connection.QueryAsync(
                    "SELECT person_id, hand, template_sealed FROM palms JOIN people USING (person_id) WHERE is_active",
                    row => vault.OpenPalm(PersonId.Parse(row.GetString(0)), ColumnText.ReadHand(row.GetString(1)), row.GetFieldValue<byte[]>(2)),
                    [],
                    cancellation)).OfType<EnrolledPalm<PersonId>>(),
            ],
            cancellationToken);

    public Task<Person?> FindPersonAsync(PersonId person, VendorId vendor, CancellationToken cancellationToken) => database.ReadTogetherAsync(
        async (connection, cancellation) =>
        {
            if (await connection.ScalarAsync("SELECT is_active FROM people WHERE person_id = $1", [person.Value], cancellation) is not bool isActive)
                return null;
            List<VendorConsent> consents = await connection.QueryAsync(
                "SELECT attributes FROM consents WHERE person_id = $1 AND vendor_id = $2",
                row => new VendorConsent(vendor, ColumnText.ReadNames(row.GetString(0))),
                [person.Value, vendor.Value],
                cancellation);
            List<KnownValue?> values = await connection.QueryAsync(
                "SELECT name, value_sealed, expires_at FROM person_values WHERE person_id = $1",
                row => vault.OpenValue(
                    person, AttributeName.Parse(row.GetString(0)), row.GetFieldValue<byte[]>(1), row.IsDBNull(2) ? null : row.GetInt64(2)),
                [person.Value],
                cancellation);
            return new Person(person, [.. values.OfType<KnownValue>()]) { IsActive = isActive, Consent = consents.FirstOrDefault() };
        },
        cancellationToken);

    public Task<bool> AddVendorAsync(VendorRecord vendor, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, cancellation) =>
        {
            int added = await connection.ExecuteAsync(
                """
                INSERT INTO vendors (vendor_id, name, currency, allowed, pools_scanners, is_suspended)
                VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
                """,
                [vendor.Id.Value, vendor.Name, vendor.Currency, ColumnText.Of(vendor.Allowed), vendor.PoolsScanners, vendor.IsSuspended],
                cancellation);
            if (added == 0)
                return (false, false);
            foreach (byte[] hash in vendor.KeyHashes)
                await connection.ExecuteAsync("INSERT INTO vendor_keys (vendor_id, key_hash) VALUES ($1, $2)", [vendor.Id.Value, hash], cancellation);
            await RaiseVersionAsync(connection, cancellation);
            return (true, true);
        },
        cancellationToken);

    public Task<AddScannerAnswer> AddScannerAsync(ScannerRecord scanner, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, cancellation) =>
        {
            if (await FindObstacleAsync(connection, scanner, cancellation) is { } obstacle)
                return (obstacle, false);
            await connection.ExecuteAsync(
                """
                INSERT INTO scanners (scanner_id, vendor_id, terminal_id, capacity, is_trusted_for_consent)
                VALUES ($1, $2, $3, $4, $5)
                """,
                [scanner.Id.Value, scanner.Vendor.Value, scanner.Terminal.Value, scanner.Capacity, scanner.IsTrustedForConsent],
                cancellation);
            foreach (byte[] hash in scanner.KeyHashes)
                await connection.ExecuteAsync("INSERT INTO scanner_keys (scanner_id, key_hash) VALUES ($1, $2)", [scanner.Id.Value, hash], cancellation);
            await RaiseVersionAsync(connection, cancellation);
            return (AddScannerAnswer.Added, true);
        },
        cancellationToken);

    public Task<AddPersonAnswer> AddPersonAsync(PersonRecord person, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, cancellation) =>
        {
            string id = person.Id.Value;
            if (await connection.ExecuteAsync("INSERT INTO people (person_id) VALUES ($1) ON CONFLICT DO NOTHING", [id], cancellation) == 0)
                return (AddPersonAnswer.PersonExists, false);
            foreach (VendorConsent consent in person.Consents)
            {
                if (!await InsertConsentAsync(connection, person.Id, consent, cancellation))
                    return (AddPersonAnswer.VendorUnknown, false);
            }

            foreach (KnownValue value in person.Values)
            {
                await connection.ExecuteAsync(
                    "INSERT INTO person_values (person_id, name, value_sealed, expires_at) VALUES ($1, $2, $3, $4)",
                    [id, value.Name.Value, vault.Seal(person.Id, value), value.ExpiresAt is { } expires ? StoreTime.ToStored(expires) : null],
                    cancellation);
            }

            foreach (EnrolledPalm<PersonId> palm in person.Palms)
            {
                await connection.ExecuteAsync(
                    "INSERT INTO palms (person_id, hand, template_sealed) VALUES ($1, $2, $3)",
                    [id, ColumnText.Of(palm.Hand), vault.Seal(palm)],
                    cancellation);
            }

            await RaiseVersionAsync(connection, cancellation);
            return (AddPersonAnswer.Added, true);
        },
        cancellationToken);

    public Task<bool> AddConsentAsync(PersonId person, VendorConsent consent, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, cancellation) =>
        {
            bool isAdded = await InsertConsentAsync(connection, person, consent, cancellation);
            if (isAdded)
                await RaiseVersionAsync(connection, cancellation);
            return (isAdded, isAdded);
        },
        cancellationToken);

    public async Task SetScannerCapacityAsync(ScannerId scanner, int capacity, CancellationToken cancellationToken)
    {
        // A fleet that comes back announces what is known already, and must not queue for the directory's lock.
        bool isNews = await database.ReadAsync(
            async (connection, cancellation) => await connection.ScalarAsync(
                "SELECT 1 FROM scanners WHERE scanner_id = $1 AND capacity <> $2", [scanner.Value, capacity], cancellation) is not null,
            cancellationToken);
        if (!isNews)
            return;
        await database.WriteAsync(
            async (connection, cancellation) =>
            {
                int changed = await connection.ExecuteAsync(
                    "UPDATE scanners SET capacity = $1 WHERE scanner_id = $2 AND capacity <> $1", [capacity, scanner.Value], cancellation);
                if (changed > 0)
                    await RaiseVersionAsync(connection, cancellation);
                return (changed, changed > 0);
            },
            cancellationToken);
    }

    private static async Task<long> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (long)(await connection.ScalarAsync("SELECT version FROM directory", [], cancellationToken))!;

    private static Task<int> RaiseVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("UPDATE directory SET version = version + 1", [], cancellationToken);

    private static async Task<AddScannerAnswer?> FindObstacleAsync(NpgsqlConnection connection, ScannerRecord scanner, CancellationToken cancellationToken)
    {
        string vendor = scanner.Vendor.Value;
        if (await connection.ScalarAsync("SELECT 1 FROM vendors WHERE vendor_id = $1", [vendor], cancellationToken) is null)
            return AddScannerAnswer.VendorUnknown;
        if (await connection.ScalarAsync("SELECT 1 FROM scanners WHERE scanner_id = $1", [scanner.Id.Value], cancellationToken) is not null)
            return AddScannerAnswer.ScannerExists;
        return await connection.ScalarAsync(
            "SELECT 1 FROM scanners WHERE vendor_id = $1 AND terminal_id = $2", [vendor, scanner.Terminal.Value], cancellationToken) is null
            ? null
            : AddScannerAnswer.TerminalTaken;
    }

    /// <returns>False where there is one, or one of the two is unknown.</returns>
    private static async Task<bool> InsertConsentAsync(
        NpgsqlConnection connection, PersonId person, VendorConsent consent, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            INSERT INTO consents (person_id, vendor_id, attributes)
            SELECT person_id, vendor_id, $1 FROM people, vendors WHERE person_id = $2 AND vendor_id = $3
            ON CONFLICT DO NOTHING
            """,
            [ColumnText.Of(consent.Attributes), person.Value, consent.Vendor.Value],
            cancellationToken) > 0;

    private static async Task<List<VendorRecord>> LoadVendorsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        ILookup<string, byte[]> keys = await LoadKeysAsync(connection, "SELECT vendor_id, key_hash FROM vendor_keys", cancellationToken);
        return await connection.QueryAsync(
            "SELECT vendor_id, name, currency, allowed, pools_scanners, is_suspended FROM vendors",
            row => new VendorRecord(VendorId.Parse(row.GetString(0)), row.GetString(1), row.GetString(2))
            {
                Allowed = ColumnText.ReadNames(row.GetString(3)),
                PoolsScanners = row.GetBoolean(4),
                IsSuspended = row.GetBoolean(5),
                KeyHashes = [.. keys[row.GetString(0)]],
            },
            [],
            cancellationToken);
    }

    private static async Task<List<ScannerRecord>> LoadScannersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        ILookup<string, byte[]> keys = await LoadKeysAsync(connection, "SELECT scanner_id, key_hash FROM scanner_keys", cancellationToken);
        return await connection.QueryAsync(
            "SELECT scanner_id, vendor_id, terminal_id, capacity, is_trusted_for_consent FROM scanners",
            row => new ScannerRecord(
                ScannerId.Parse(row.GetString(0)), VendorId.Parse(row.GetString(1)), TerminalId.Parse(row.GetString(2)))
            {
                Capacity = row.GetInt32(3),
                IsTrustedForConsent = row.GetBoolean(4),
                KeyHashes = [.. keys[row.GetString(0)]],
            },
            [],
            cancellationToken);
    }

    private static async Task<ILookup<string, byte[]>> LoadKeysAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        (await connection.QueryAsync(sql, row => (Owner: row.GetString(0), Hash: row.GetFieldValue<byte[]>(1)), [], cancellationToken))
        .ToLookup(key => key.Owner, key => key.Hash);
}
