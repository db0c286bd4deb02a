using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Identity;
using Boop.Palms;
using Boop.Storage;

namespace Boop.Grains.Tests.Model;

/// <summary>The store as one activation uses it.</summary>
internal sealed class OwnerStore(World world, Activation by) : IContextStore, IVendorJournal, IDirectoryStore
{
    private VendorRows Rows => world.Store.Rows;

    public Task<AppendAnswer> AppendAsync(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalRecord> records)
    {
        world.Writings.Begins(by, records);
        return world.Store.Call(
            by,
            isAppend: true,
            () =>
            {
                AppendAnswer answer = Rows.Append(epoch, records);
                world.Writings.Ends(by, records, answer);
                return answer;
            },
            () =>
            {
                world.Writings.Ends(by, records, AppendAnswer.Unavailable);
                return AppendAnswer.Unavailable;
            });
    }

    public Task<VendorClaim> ClaimAsync(VendorId vendor, CancellationToken cancellationToken) => Read(() =>
    {
        VendorClaim claim = Rows.Claim(world.Now, world.Time.GetTimestamp());
        (by.Epoch, by.ClaimedAt, by.ClaimedInOrder) = (claim.Epoch, claim.Now, world.Next());
        by.ConfirmedAt = by.ClaimedInOrder;
        world.Verdict.Tell("claimed", claim.Epoch);
        return claim;
    });

    public Task<bool> IsOwnerAsync(VendorId vendor, OwnerEpoch epoch, CancellationToken cancellationToken) => Read(() =>
    {
        bool isOwner = Rows.Epoch == epoch;
        if (isOwner)
            by.ConfirmedAt = world.Next();
        else
            by.Deliver(() => by.KnowsItIsLost = true, reroute: null);
        return isOwner;
    });

    public Task<StoredContext?> FindAsync(VendorId vendor, ContextId context, CancellationToken cancellationToken) => Read(() => Rows.Find(context));

    public Task<ScanAnswer?> FindScanAsync(VendorId vendor, ScanReference scan, CancellationToken cancellationToken) => Read(() => Rows.FindScan(scan));

    public Task<Person?> FindPersonAsync(PersonId person, VendorId vendor, CancellationToken cancellationToken) =>
        Read<Person?>(() => new Person(person, World.KnownOfPerson) { Consent = new VendorConsent(vendor, World.Email) });

    public Task SetScannerCapacityAsync(ScannerId scanner, int capacity, CancellationToken cancellationToken) => Read(() => true);

    public Task<IReadOnlyList<VendorWork>> FindWorkAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task CheckWritableAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> GetVersionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DirectorySnapshot> LoadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<EnrolledPalm<PersonId>>> LoadPalmsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> AddVendorAsync(VendorRecord vendor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AddScannerAnswer> AddScannerAsync(ScannerRecord scanner, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AddPersonAnswer> AddPersonAsync(PersonRecord person, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> AddConsentAsync(PersonId person, VendorConsent consent, CancellationToken cancellationToken) => throw new NotSupportedException();

    private Task<T> Read<T>(Func<T> read) =>
        world.Store.Call(by, isAppend: false, read, () => throw new StoreUnavailableException("The store is down."));
}
