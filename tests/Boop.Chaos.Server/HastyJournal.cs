using Boop.Contexts;
using Boop.Storage;

namespace Boop.Chaos.Server;

/// <summary>Says that it has written before it has.</summary>
internal sealed class HastyJournal(IVendorJournal inner) : IVendorJournal
{
    public Task<AppendAnswer> AppendAsync(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalRecord> records)
    {
        _ = inner.AppendAsync(vendor, epoch, records);
        return Task.FromResult(AppendAnswer.Written);
    }
}
