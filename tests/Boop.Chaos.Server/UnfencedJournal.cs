using Boop.Contexts;
using Boop.Storage;

namespace Boop.Chaos.Server;

/// <summary>Writes for an owner that was fenced, as if it were the newest.</summary>
internal sealed class UnfencedJournal(IVendorJournal inner) : IVendorJournal
{
    private const int MostNewer = 100;

    public async Task<AppendAnswer> AppendAsync(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalRecord> records)
    {
        AppendAnswer answer = AppendAnswer.Fenced;
        for (long newer = 0; answer is AppendAnswer.Fenced && newer < MostNewer; newer++)
            answer = await inner.AppendAsync(vendor, new OwnerEpoch(epoch.Value + newer), records);
        return answer;
    }
}
