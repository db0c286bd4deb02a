using Boop.Contexts;
using Boop.Storage;

namespace Boop.Grains.Vendors;

/// <summary>
/// What one owner of a vendor writes, under its epoch, and whether the store still takes it for the owner. Where the store does not,
/// or holds something else than the owner's memory, the owner is lost.
/// </summary>
internal sealed class Ledger(VendorId vendor, OwnerEpoch epoch, VendorServices services, VendorOwner owner)
{
    /// <summary>Writes all or nothing. Null means that the owner has been lost meanwhile: whoever asked must stop.</summary>
    public async Task<AppendAnswer?> WriteAsync(IReadOnlyList<JournalRecord> records, bool isConflictExpected = false)
    {
        AppendAnswer answer = await services.Journal.AppendAsync(vendor, epoch, records);
        if (answer is AppendAnswer.Fenced || (answer is AppendAnswer.Conflict && !isConflictExpected))
            owner.Lose();
        return owner.IsLost ? null : answer;
    }

    public async Task<Ownership> ConfirmAsync()
    {
        try
        {
            if (!await services.Store.IsOwnerAsync(vendor, epoch, CancellationToken.None))
                owner.Lose();
        }
        catch (StoreUnavailableException)
        {
            return owner.IsLost ? Ownership.Lost : Ownership.Unknown;
        }

        return owner.IsLost ? Ownership.Lost : Ownership.Confirmed;
    }
}
