using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Storage;

namespace Boop.Grains.Tests;

/// <summary>What is durable of one vendor, under the rules of the real store. Not thread-safe.</summary>
internal sealed class VendorRows
{
    private readonly Dictionary<ContextId, StoredContext> _contexts = [];
    private readonly Dictionary<ScanReference, ScanAnswer> _scans = [];
    private long _epoch;

    public OwnerEpoch Epoch => new(_epoch);

    public IReadOnlyCollection<StoredContext> Contexts => _contexts.Values;

    public StoredContext? Find(ContextId context) => _contexts.GetValueOrDefault(context);

    public ScanAnswer? FindScan(ScanReference scan) => _scans.GetValueOrDefault(scan);

    /// <summary>What is there before anything happens.</summary>
    public void Seed(StoredContext context) => _contexts.Add(context.Id, context);

    public VendorClaim Claim(DateTimeOffset now, long readAt)
    {
        _epoch++;
        StoredContext[] oldestFirst = [.. _contexts.Values.OrderBy(context => context.AcceptedAt)];
        return new VendorClaim(
            Epoch,
            now,
            readAt,
            [.. oldestFirst.Where(context => !context.IsSettled)],
            [.. oldestFirst.Select(context => context.AcceptedAt).Where(at => now - at < ContextRules.LimitWindow)]);
    }

    public AppendAnswer Append(OwnerEpoch epoch, IReadOnlyList<JournalRecord> records)
    {
        if (epoch != Epoch)
            return AppendAnswer.Fenced;
        if (!records.All(Fits))
            return AppendAnswer.Conflict;
        foreach (JournalRecord record in records)
            Apply(record);
        return AppendAnswer.Written;
    }

    /// <summary>Open contexts whose deadline passed a while ago.</summary>
    public IReadOnlyList<ContextId> Overdue(DateTimeOffset now) =>
        [.. _contexts.Values.Where(it => it.Outcome is null && it.Deadline < now - TimeSpan.FromSeconds(5)).Select(it => it.Id)];

    private bool Fits(JournalRecord record)
    {
        StoredContext? stored = Find(record.Context);
        return record switch
        {
            JournalRecord.Accepted => stored is null,
            JournalRecord.ScanAnswered answered => !_scans.ContainsKey(answered.Scan),
            JournalRecord.Settled => stored is { Outcome: not null },
            _ => stored is { Outcome: null },
        };
    }

    private void Apply(JournalRecord record)
    {
        StoredContext? stored = Find(record.Context);
        switch (record)
        {
            case JournalRecord.Accepted accepted:
                _contexts[record.Context] = new StoredContext(record.Context, accepted.Requirements, accepted.AcceptedAt, accepted.Deadline);
                break;
            case JournalRecord.ScanCounted counted:
                _contexts[record.Context] = stored! with { Unrecognised = counted.Unrecognised };
                break;
            case JournalRecord.ScanAnswered answered:
                _scans.Add(answered.Scan, answered.Answer);
                break;
            case JournalRecord.Decided decided:
                _contexts[record.Context] = stored! with { Outcome = decided.Outcome };
                break;
            case JournalRecord.Settled:
                Outcome outcome = stored!.Outcome is Outcome.Succeeded succeeded ? succeeded.Erase() : stored.Outcome!;
                _contexts[record.Context] = stored with { IsSettled = true, Outcome = outcome };
                break;
        }
    }
}
