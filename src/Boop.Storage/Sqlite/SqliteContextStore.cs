using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Storage.Rows;
using Microsoft.Data.Sqlite;

namespace Boop.Storage.Sqlite;

/// <summary>Reads contexts on pooled connections; claims go through the journal's writer.</summary>
internal sealed class SqliteContextStore(SqliteDatabase database, SqliteJournal journal, ContextRows rows, StoreTime time) : IContextStore
{
    private const string Columns =
        """
        context_id, requirements, accepted_at, deadline_at, unrecognised, settled_at,
        outcome, decided_at, reason, user_id, withheld, has_values, values_sealed, values_key
        """;

    /// <summary>An owner that knows a context has tried to end it by then.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    public async Task<VendorClaim> ClaimAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        OwnerEpoch epoch = await journal.ClaimAsync(vendor).WaitAsync(cancellationToken);
        long readAt = time.Timestamp;
        DateTimeOffset now = time.At(readAt);
        long windowStart = StoreTime.ToStored(now - ContextRules.LimitWindow);
        return await database.ReadAsync(
            connection => new VendorClaim(
                epoch,
                now,
                readAt,
                connection.Query(
                    $"SELECT {Columns} FROM contexts WHERE vendor_id = $vendor AND settled_at IS NULL ORDER BY accepted_at, context_id",
                    row => Read(vendor, row),
                    ("$vendor", vendor.Value)),
                connection.Query(
                    "SELECT accepted_at FROM contexts WHERE vendor_id = $vendor AND accepted_at > $start ORDER BY accepted_at",
                    row => ContextRows.ReadAcceptance(row.GetInt64(0), now),
                    ("$vendor", vendor.Value),
                    ("$start", windowStart))),
            cancellationToken);
    }

    public Task<StoredContext?> FindAsync(VendorId vendor, ContextId context, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"SELECT {Columns} FROM contexts WHERE vendor_id = $vendor AND context_id = $context",
            row => Read(vendor, row),
            ("$vendor", vendor.Value),
            ("$context", context.Value)).FirstOrDefault(),
        cancellationToken);

    public Task<bool> IsOwnerAsync(VendorId vendor, OwnerEpoch epoch, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Scalar("SELECT epoch FROM owners WHERE vendor_id = $vendor", ("$vendor", vendor.Value)) is long stored
            && stored == epoch.Value,
        cancellationToken);

    public Task<ScanAnswer?> FindScanAsync(VendorId vendor, ScanReference scan, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "SELECT verdict, attempts_left FROM scan_answers WHERE vendor_id = $vendor AND offer_id = $offer AND attempt = $attempt",
            row => new ScanAnswer(Enum.Parse<ScanVerdict>(row.GetString(0)), row.GetInt32(1)),
            ("$vendor", vendor.Value),
            ("$offer", scan.Offer.Value),
            ("$attempt", scan.Attempt)).FirstOrDefault(),
        cancellationToken);

    public Task<IReadOnlyList<VendorWork>> FindWorkAsync(CancellationToken cancellationToken)
    {
        long overdue = StoreTime.ToStored(time.Now - LongestDelay);
        return database.ReadAsync<IReadOnlyList<VendorWork>>(
            connection =>
            [
                .. connection.Query(
                    "SELECT DISTINCT vendor_id, iif(outcome IS NULL AND deadline_at < $overdue, context_id, NULL) FROM contexts WHERE settled_at IS NULL",
                    row => (Vendor: VendorId.Parse(row.GetString(0)), Overdue: row.IsDBNull(1) ? null : row.GetString(1)),
                    ("$overdue", overdue))
                    .GroupBy(row => row.Vendor, row => row.Overdue)
                    .Select(rows => new VendorWork(rows.Key, [.. rows.OfType<string>().Select(ContextId.Parse)])),
            ],
            cancellationToken);
    }

    public Task CheckWritableAsync(CancellationToken cancellationToken) => journal.ProbeAsync().WaitAsync(cancellationToken);

    private StoredContext Read(VendorId vendor, SqliteDataReader row)
    {
        OutcomeRow? outcome = row.IsDBNull(6) ? null : new OutcomeRow(row.GetString(6), row.GetInt64(7))
        {
            Reason = row.IsDBNull(8) ? null : row.GetString(8),
            UserId = row.IsDBNull(9) ? null : row.GetString(9),
            Withheld = row.IsDBNull(10) ? null : row.GetString(10),
            HasValues = row.GetBoolean(11),
            Sealed = row.IsDBNull(12) ? null : (byte[])row[12],
            Key = row.IsDBNull(13) ? null : (byte[])row[13],
        };
        return rows.Read(vendor, new ContextRow(ContextId.Parse(row.GetString(0)), row.GetString(1), row.GetInt64(2), row.GetInt64(3))
        {
            Unrecognised = row.GetInt32(4),
            IsSettled = !row.IsDBNull(5),
            Outcome = outcome,
        });
    }
}
