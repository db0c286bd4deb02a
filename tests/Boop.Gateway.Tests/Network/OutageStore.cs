using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Identity;
using Boop.Palms;
using Boop.Storage;
using Boop.Storage.Sqlite;

namespace Boop.Gateway.Tests.Network;

/// <summary>The embedded store, which a test can take away and give back.</summary>
internal sealed class OutageStore(SqliteStore inner) : IContextStore, IVendorJournal, IDirectoryStore
{
    private volatile bool _isDown;

    /// <summary>Nothing can be read or written.</summary>
    public bool IsDown
    {
        get => _isDown;
        set => _isDown = value;
    }

    public Task<AppendAnswer> AppendAsync(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalRecord> records) =>
        IsDown ? Task.FromResult(AppendAnswer.Unavailable) : inner.Journal.AppendAsync(vendor, epoch, records);

    public Task<VendorClaim> ClaimAsync(VendorId vendor, CancellationToken cancellationToken) => Contexts.ClaimAsync(vendor, cancellationToken);

    public Task<StoredContext?> FindAsync(VendorId vendor, ContextId context, CancellationToken cancellationToken) =>
        Contexts.FindAsync(vendor, context, cancellationToken);

    public Task<bool> IsOwnerAsync(VendorId vendor, OwnerEpoch epoch, CancellationToken cancellationToken) =>
        Contexts.IsOwnerAsync(vendor, epoch, cancellationToken);

    public Task<ScanAnswer?> FindScanAsync(VendorId vendor, ScanReference scan, CancellationToken cancellationToken) =>
        Contexts.FindScanAsync(vendor, scan, cancellationToken);

    public Task<IReadOnlyList<VendorWork>> FindWorkAsync(CancellationToken cancellationToken) => Contexts.FindWorkAsync(cancellationToken);

    public Task CheckWritableAsync(CancellationToken cancellationToken) => Contexts.CheckWritableAsync(cancellationToken);

    public Task<long> GetVersionAsync(CancellationToken cancellationToken) => Directory.GetVersionAsync(cancellationToken);

    public Task<DirectorySnapshot> LoadAsync(CancellationToken cancellationToken) => Directory.LoadAsync(cancellationToken);

    public Task<IReadOnlyList<EnrolledPalm<PersonId>>> LoadPalmsAsync(CancellationToken cancellationToken) =>
        Directory.LoadPalmsAsync(cancellationToken);

    public Task<Person?> FindPersonAsync(PersonId person, VendorId vendor, CancellationToken cancellationToken) =>
        Directory.FindPersonAsync(person, vendor, cancellationToken);

    public Task<bool> AddVendorAsync(VendorRecord vendor, CancellationToken cancellationToken) =>
        Directory.AddVendorAsync(vendor, cancellationToken);

    public Task<AddScannerAnswer> AddScannerAsync(ScannerRecord scanner, CancellationToken cancellationToken) =>
        Directory.AddScannerAsync(scanner, cancellationToken);

    public Task<AddPersonAnswer> AddPersonAsync(PersonRecord person, CancellationToken cancellationToken) =>
        Directory.AddPersonAsync(person, cancellationToken);

    public Task<bool> AddConsentAsync(PersonId person, VendorConsent consent, CancellationToken cancellationToken) =>
        Directory.AddConsentAsync(person, consent, cancellationToken);

    public Task SetScannerCapacityAsync(ScannerId scanner, int capacity, CancellationToken cancellationToken) =>
        Directory.SetScannerCapacityAsync(scanner, capacity, cancellationToken);

    private IContextStore Contexts => IsDown ? throw new StoreUnavailableException("The test took the store away.") : inner.Contexts;

    private IDirectoryStore Directory => IsDown ? throw new StoreUnavailableException("The test took the store away.") : inner.Directory;
}
