using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Storage.Rows;
using Npgsql;

namespace Boop.Storage.PostgreSql;

/// <summary>Reads contexts on pooled connections; claims go through the journal's writer. Now is the database's clock.</summary>
internal sealed class PostgreSqlContextStore(
    PostgreSqlDatabase database, PostgreSqlJournal journal, ContextRows rows, TimeProvider time) : IContextStore
{
    private const string Columns =
        """
        context_id, requirements, accepted_at, deadline_at, unrecognised, settled_at IS NOT NULL,
        outcome, decided_at, reason, user_id, withheld, has_values, values_sealed, values_key
        """;

    private const string Now = ClockReading.Sql;

    // The window's start is looked up to a second more widely: now is read a moment earlier.
    private const string RecentAcceptances =
        $"SELECT accepted_at FROM contexts WHERE vendor_id COLLATE \"POSIX\" = $1 AND accepted_at > {Now} - 61000 ORDER BY accepted_at";

    private const string Unsettled = $"SELECT {Columns} FROM contexts WHERE vendor_id = $1 AND settled_at IS NULL ORDER BY accepted_at, context_id";

    // An owner that knows a context has tried to end it five seconds after its deadline.
    private const string Work =
        $"""
        SELECT DISTINCT vendor_id, CASE WHEN outcome IS NULL AND deadline_at < clock.now - 5000 THEN context_id END
        FROM contexts, (SELECT {Now} AS now) AS clock WHERE settled_at IS NULL
        """;

    public async Task<VendorClaim> ClaimAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        OwnerEpoch epoch = await journal.ClaimAsync(vendor).WaitAsync(cancellationToken);
        return await database.ReadAsync((connection, cancellation) => ReadClaimAsync(connection, vendor, epoch, cancellation), cancellationToken);
    }

    public Task<StoredContext?> FindAsync(VendorId vendor, ContextId context, CancellationToken cancellationToken) => database.ReadAsync(
        async (connection, cancellation) => (await connection.QueryAsync(
            $"SELECT {Columns} FROM contexts WHERE vendor_id = $1 AND context_id = $2",
            row => Read(vendor, row),
            [vendor.Value, context.Value],
            cancellation)).FirstOrDefault(),
        cancellationToken);

    public Task<bool> IsOwnerAsync(VendorId vendor, OwnerEpoch epoch, CancellationToken cancellationToken) => database.ReadAsync(
        async (connection, cancellation) =>
            await connection.ScalarAsync("SELECT epoch FROM owners WHERE vendor_id = $1", [vendor.Value], cancellation) is long stored
            && stored == epoch.Value,
        cancellationToken);

    public Task<ScanAnswer?> FindScanAsync(VendorId vendor, ScanReference scan, CancellationToken cancellationToken) => database.ReadAsync(
        async (connection, cancellation) => (await connection.QueryAsync(
            "SELECT verdict, attempts_left FROM scan_answers WHERE vendor_id = $1 AND offer_id = $2 AND attempt = $3",
            row => new ScanAnswer(Enum.Parse<ScanVerdict>(row.GetString(0)), row.GetInt32(1)),
            [vendor.Value, scan.Offer.Value, scan.Attempt],
            cancellation)).FirstOrDefault(),
        cancellationToken);

    public Task<IReadOnlyList<VendorWork>> FindWorkAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<VendorWork>>(
        async (connection, cancellation) =>
        [
            .. (await connection.QueryAsync(
                Work,
                row => (Vendor: VendorId.Parse(row.GetString(0)), Overdue: row.IsDBNull(1) ? null : row.GetString(1)),
                [],
                cancellation))
                .GroupBy(row => row.Vendor, row => row.Overdue)
                .Select(found => new VendorWork(found.Key, [.. found.OfType<string>().Select(ContextId.Parse)])),
        ],
        cancellationToken);

    public Task CheckWritableAsync(CancellationToken cancellationToken) => journal.ProbeAsync().WaitAsync(cancellationToken);

    private async Task<VendorClaim> ReadClaimAsync(
        NpgsqlConnection connection, VendorId vendor, OwnerEpoch epoch, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand($"SELECT {Now}"),
                new NpgsqlBatchCommand(Unsettled).With(vendor.Value),
                new NpgsqlBatchCommand(RecentAcceptances).With(vendor.Value),
            },
        };
        long asked = time.GetTimestamp();
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        long milliseconds = (await reader.ReadRowsAsync(row => row.GetInt64(0), cancellationToken))[0];
        ClockReading clock = ClockReading.Between(asked, time.GetTimestamp(), milliseconds, time);
        await reader.NextResultAsync(cancellationToken);
        List<StoredContext> unsettled = await reader.ReadRowsAsync(row => Read(vendor, row), cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        List<long> accepted = await reader.ReadRowsAsync(row => row.GetInt64(0), cancellationToken);
        await reader.DisposeAsync();
        clock = await clock.SharpenAsync(connection, time, cancellationToken);
        return new VendorClaim(
            epoch,
            clock.Now,
            clock.ReadAt,
            unsettled,
            [.. accepted.Select(at => ContextRows.ReadAcceptance(at, clock.Now)).Where(at => at > clock.Now - ContextRules.LimitWindow)]);
    }

    private StoredContext Read(VendorId vendor, NpgsqlDataReader row)
    {
        OutcomeRow? outcome = row.IsDBNull(6) ? null : new OutcomeRow(row.GetString(6), row.GetInt64(7))
        {
            Reason = row.IsDBNull(8) ? null : row.GetString(8),
            UserId = row.IsDBNull(9) ? null : row.GetString(9),
            Withheld = row.IsDBNull(10) ? null : row.GetString(10),
            HasValues = row.GetBoolean(11),
            Sealed = row.IsDBNull(12) ? null : row.GetFieldValue<byte[]>(12),
            Key = row.IsDBNull(13) ? null : row.GetFieldValue<byte[]>(13),
        };
        return rows.Read(vendor, new ContextRow(ContextId.Parse(row.GetString(0)), row.GetString(1), row.GetInt64(2), row.GetInt64(3))
        {
            Unrecognised = row.GetInt32(4),
            IsSettled = row.GetBoolean(5),
            Outcome = outcome,
        });
    }
}
