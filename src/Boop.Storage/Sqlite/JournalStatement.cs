using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Storage.Rows;
using Boop.Trust;

namespace Boop.Storage.Sqlite;

/// <summary>A record made ready for the writer: sealed and serialised on the asker's thread, so that the one writer does nothing but SQL.</summary>
internal abstract record JournalStatement(string Vendor, string Context)
{
    /// <summary>One statement. It conflicts where it changes no row.</summary>
    public abstract string Sql { get; }

    /// <summary>Destroys a key.</summary>
    public virtual bool IsErasure => false;

    public static JournalStatement Prepare(VendorId vendor, JournalRecord record, OutcomeVault vault) => record switch
    {
        JournalRecord.Accepted accepted => new Accepted(
            vendor.Value,
            accepted.Context.Value,
            RequirementsJson.Write(accepted.Requirements),
            StoreTime.ToStored(accepted.AcceptedAt),
            StoreTime.ToStored(accepted.Deadline)),
        JournalRecord.ScanCounted counted => new ScanCounted(vendor.Value, counted.Context.Value, counted.Unrecognised),
        JournalRecord.ScanAnswered answered => new ScanAnswered(
            vendor.Value, answered.Context.Value, answered.Scan, answered.Answer, StoreTime.ToStored(answered.At)),
        JournalRecord.Decided decided => new Decided(
            vendor.Value, decided.Context.Value, OutcomeRow.Write(decided.Outcome, vault, OutcomeRow.BindingOf(vendor, decided.Context))),
        JournalRecord.Settled settled => new Settled(
            vendor.Value, settled.Context.Value, settled.IsAcknowledged, StoreTime.ToStored(settled.At)),
        _ => throw new InvalidOperationException("JournalRecord is a closed set."),
    };

    public virtual void Bind(PreparedStatement statement) => statement.Bind(1, Vendor).Bind(2, Context);

    private sealed record Accepted(string Vendor, string Context, string Requirements, long AcceptedAt, long Deadline)
        : JournalStatement(Vendor, Context)
    {
        public override string Sql =>
            """
            INSERT INTO contexts (vendor_id, context_id, requirements, accepted_at, deadline_at) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO NOTHING
            """;

        public override void Bind(PreparedStatement statement)
        {
            base.Bind(statement);
            statement.Bind(3, Requirements).Bind(4, AcceptedAt).Bind(5, Deadline);
        }
    }

    private sealed record ScanCounted(string Vendor, string Context, int Unrecognised) : JournalStatement(Vendor, Context)
    {
        public override string Sql => "UPDATE contexts SET unrecognised = ?3 WHERE vendor_id = ?1 AND context_id = ?2 AND outcome IS NULL";

        public override void Bind(PreparedStatement statement)
        {
            base.Bind(statement);
            statement.Bind(3, Unrecognised);
        }
    }

    private sealed record ScanAnswered(string Vendor, string Context, ScanReference Scan, ScanAnswer Answer, long At)
        : JournalStatement(Vendor, Context)
    {
        public override string Sql =>
            """
            INSERT INTO scan_answers (vendor_id, context_id, offer_id, attempt, verdict, attempts_left, answered_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING
            """;

        public override void Bind(PreparedStatement statement)
        {
            base.Bind(statement);
            statement.Bind(3, Scan.Offer.Value).Bind(4, Scan.Attempt).Bind(5, Answer.Verdict.ToString()).Bind(6, Answer.AttemptsLeft).Bind(7, At);
        }
    }

    private sealed record Decided(string Vendor, string Context, OutcomeRow Outcome) : JournalStatement(Vendor, Context)
    {
        public override string Sql =>
            """
            UPDATE contexts SET outcome = ?3, decided_at = ?4, reason = ?5, user_id = ?6, withheld = ?7,
                has_values = ?8, values_sealed = ?9, values_key = ?10
            WHERE vendor_id = ?1 AND context_id = ?2 AND outcome IS NULL
            """;

        public override void Bind(PreparedStatement statement)
        {
            base.Bind(statement);
            statement.Bind(3, Outcome.Kind).Bind(4, Outcome.DecidedAt).Bind(5, Outcome.Reason).Bind(6, Outcome.UserId)
                .Bind(7, Outcome.Withheld).Bind(8, Outcome.HasValues).Bind(9, Outcome.Sealed).Bind(10, Outcome.Key);
        }
    }

    private sealed record Settled(string Vendor, string Context, bool IsAcknowledged, long At) : JournalStatement(Vendor, Context)
    {
        public override string Sql =>
            """
            UPDATE contexts SET settled_at = coalesce(settled_at, ?3), is_acknowledged = max(is_acknowledged, ?4),
                values_sealed = NULL, values_key = NULL
            WHERE vendor_id = ?1 AND context_id = ?2 AND outcome IS NOT NULL
            """;

        public override bool IsErasure => true;

        public override void Bind(PreparedStatement statement)
        {
            base.Bind(statement);
            statement.Bind(3, At).Bind(4, IsAcknowledged);
        }
    }
}
