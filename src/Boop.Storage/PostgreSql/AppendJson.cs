using System.Buffers;
using System.Text.Json;
using Boop.Contexts;
using Boop.Storage.Rows;
using Boop.Trust;

namespace Boop.Storage.PostgreSql;

/// <summary>An item of a batch as <c>write_batch</c> reads it: sealed and serialised on the asker's thread.</summary>
internal static class AppendJson
{
    private const string Vendor = "vendor";

    public static byte[] Claim(VendorId vendor) => Write(json => json.WriteString(Vendor, vendor.Value));

    public static byte[] Append(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalRecord> records, OutcomeVault vault) => Write(json =>
    {
        json.WriteString(Vendor, vendor.Value);
        json.WriteNumber("epoch", epoch.Value);
        json.WriteStartArray("records");
        foreach (JournalRecord record in records)
        {
            json.WriteStartObject();
            json.WriteString("context", record.Context.Value);
            Write(json, vendor, record, vault);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, VendorId vendor, JournalRecord record, OutcomeVault vault)
    {
        switch (record)
        {
            case JournalRecord.Accepted accepted:
                json.WriteString("kind", "accepted");
                json.WriteString("requirements", RequirementsJson.Write(accepted.Requirements));
                json.WriteNumber("at", StoreTime.ToStored(accepted.AcceptedAt));
                json.WriteNumber("deadline", StoreTime.ToStored(accepted.Deadline));
                break;
            case JournalRecord.ScanCounted counted:
                json.WriteString("kind", "scan_counted");
                json.WriteNumber("unrecognised", counted.Unrecognised);
                break;
            case JournalRecord.ScanAnswered answered:
                json.WriteString("kind", "scan_answered");
                json.WriteString("offer", answered.Scan.Offer.Value);
                json.WriteNumber("attempt", answered.Scan.Attempt);
                json.WriteString("verdict", answered.Answer.Verdict.ToString());
                json.WriteNumber("attempts_left", answered.Answer.AttemptsLeft);
                json.WriteNumber("at", StoreTime.ToStored(answered.At));
                break;
            case JournalRecord.Decided decided:
                json.WriteString("kind", "decided");
                Write(json, OutcomeRow.Write(decided.Outcome, vault, OutcomeRow.BindingOf(vendor, decided.Context)));
                break;
            case JournalRecord.Settled settled:
                json.WriteString("kind", "settled");
                json.WriteBoolean("acknowledged", settled.IsAcknowledged);
                json.WriteNumber("at", StoreTime.ToStored(settled.At));
                break;
            default:
                throw new InvalidOperationException("JournalRecord is a closed set.");
        }
    }

    private static void Write(Utf8JsonWriter json, OutcomeRow outcome)
    {
        json.WriteString("outcome", outcome.Kind);
        json.WriteNumber("at", outcome.DecidedAt);
        json.WriteString("reason", outcome.Reason);
        json.WriteString("user_id", outcome.UserId);
        json.WriteString("withheld", outcome.Withheld);
        json.WriteBoolean("has_values", outcome.HasValues);
        if (outcome.Sealed is not null)
            json.WriteBase64String("sealed", outcome.Sealed);
        if (outcome.Key is not null)
            json.WriteBase64String("key", outcome.Key);
    }
}
