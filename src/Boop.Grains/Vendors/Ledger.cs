using Boop.Contexts;
using Boop.Storage;

namespace Boop.Grains.Vendors;

/// <summary>What one owner of a vendor may write: the journal under the owner's epoch.</summary>
internal sealed class Ledger(VendorId vendor, OwnerEpoch epoch, IVendorJournal journal)
{
    public Task<AppendAnswer> AppendAsync(JournalRecord record) => journal.AppendAsync(vendor, epoch, [record]);
}
