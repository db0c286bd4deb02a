using Boop.Contexts;
using Boop.Storage;

namespace Boop.Chaos.Server;

/// <summary>Erases the values of an outcome as soon as it is decided.</summary>
internal sealed class ErasingJournal(IVendorJournal inner) : IVendorJournal
{
    public async Task<AppendAnswer> AppendAsync(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalRecord> records)
    {
        AppendAnswer answer = await inner.AppendAsync(vendor, epoch, records);
        JournalRecord[] settled =
        [
            .. records.OfType<JournalRecord.Decided>().Select(decided => new JournalRecord.Settled(decided.Context, IsAcknowledged: false, decided.Outcome.DecidedAt)),
        ];
        if (answer is AppendAnswer.Written && settled.Length > 0)
            await inner.AppendAsync(vendor, epoch, settled);
        return answer;
    }
}
