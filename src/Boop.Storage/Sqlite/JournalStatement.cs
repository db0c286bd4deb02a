using Boop.Contexts;
using Boop.Trust;
using Microsoft.Data.Sqlite;

namespace Boop.Storage.Sqlite;

/// <summary>A record made ready for the writer: sealed and serialised on the asker's thread, so that the one writer does nothing but SQL.</summary>
internal abstract record JournalStatement(string Vendor, string Context)
{
    /// <summary>One statement, so that SQLite applies it whole or not at all. It conflicts where it changes no row.</summary>
    public abstract string Sql { get; }

    public static JournalStatement Prepare(VendorId vendor, JournalRecord record, OutcomeVault vault) => record switch
    {
        JournalRecord.Accepted accepted => new Accepted(
            vendor.Value,
            accepted.Context.Value,
            RequirementsJson.Write(accepted.Requirements),
            StoreTime.ToStored(accepted.AcceptedAt),
            StoreTime.ToStored(accepted.Deadline)),
        JournalRecord.ScanCounted counted => new ScanCounted(vendor.Value, counted.Context.Value, counted.Unrecognised),
        JournalRecord.Decided decided => new Decided(
            vendor.Value, decided.Context.Value, OutcomeRow.Write(decided.Outcome, vault, BindingOf(vendor, decided.Context))),
        JournalRecord.Settled settled => new Settled(
            vendor.Value, settled.Context.Value, settled.IsAcknowledged, StoreTime.ToStored(settled.At)),
        _ => throw new InvalidOperationException("JournalRecord is a closed set."),
    };

    /// <summary>What ties sealed values to their row.</summary>
    public static byte[] BindingOf(VendorId vendor, ContextId context) => Binding.Of("contexts.values_sealed", vendor.Value, context.Value);

    public virtual void Bind(SqliteParameterCollection parameters)
    {
        parameters.AddWithValue("$vendor", Vendor);
        parameters.AddWithValue("$context", Context);
    }

    private sealed record Accepted(string Vendor, string Context, string Requirements, long AcceptedAt, long Deadline)
        : JournalStatement(Vendor, Context)
    {
        public override string Sql =>
            """
            INSERT INTO contexts (vendor_id, context_id, requirements, accepted_at, deadline_at)
            VALUES ($vendor, $context, $requirements, $accepted_at, $deadline_at)
            """;

        public override void Bind(SqliteParameterCollection parameters)
        {
            base.Bind(parameters);
            parameters.AddWithValue("$requirements", Requirements);
            parameters.AddWithValue("$accepted_at", AcceptedAt);
            parameters.AddWithValue("$deadline_at", Deadline);
        }
    }

    private sealed record ScanCounted(string Vendor, string Context, int Unrecognised) : JournalStatement(Vendor, Context)
    {
        public override string Sql =>
            """
            UPDATE contexts SET unrecognised = $unrecognised
            WHERE vendor_id = $vendor AND context_id = $context AND outcome IS NULL
            """;

        public override void Bind(SqliteParameterCollection parameters)
        {
            base.Bind(parameters);
            parameters.AddWithValue("$unrecognised", Unrecognised);
        }
    }

    private sealed record Decided(string Vendor, string Context, OutcomeRow Outcome) : JournalStatement(Vendor, Context)
    {
        public override string Sql =>
            """
            UPDATE contexts SET outcome = $outcome, decided_at = $decided_at, reason = $reason, user_id = $user_id,
                withheld = $withheld, has_values = $has_values, values_sealed = $values_sealed, values_key = $values_key
            WHERE vendor_id = $vendor AND context_id = $context AND outcome IS NULL
            """;

        public override void Bind(SqliteParameterCollection parameters)
        {
            base.Bind(parameters);
            parameters.AddWithValue("$outcome", Outcome.Kind);
            parameters.AddWithValue("$decided_at", Outcome.DecidedAt);
            parameters.AddWithValue("$reason", Outcome.Reason ?? (object)DBNull.Value);
            parameters.AddWithValue("$user_id", Outcome.UserId ?? (object)DBNull.Value);
            parameters.AddWithValue("$withheld", Outcome.Withheld ?? (object)DBNull.Value);
            parameters.AddWithValue("$has_values", Outcome.HasValues);
            parameters.AddWithValue("$values_sealed", Outcome.Sealed ?? (object)DBNull.Value);
            parameters.AddWithValue("$values_key", Outcome.Key ?? (object)DBNull.Value);
        }
    }

    private sealed record Settled(string Vendor, string Context, bool IsAcknowledged, long At) : JournalStatement(Vendor, Context)
    {
        public override string Sql =>
            """
            UPDATE contexts SET settled_at = coalesce(settled_at, $at), is_acknowledged = max(is_acknowledged, $is_acknowledged),
                values_sealed = NULL, values_key = NULL
            WHERE vendor_id = $vendor AND context_id = $context AND outcome IS NOT NULL
            """;

        public override void Bind(SqliteParameterCollection parameters)
        {
            base.Bind(parameters);
            parameters.AddWithValue("$at", At);
            parameters.AddWithValue("$is_acknowledged", IsAcknowledged);
        }
    }
}
