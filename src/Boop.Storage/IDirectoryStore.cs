using Boop.Contexts;
using Boop.Identity;
using Boop.Palms;

namespace Boop.Storage;

/// <summary>
/// Vendors, scanners and people. Changes rarely and is read through caches that follow <see cref="GetVersionAsync"/>.
/// Throws <see cref="StoreUnavailableException"/> when the store cannot be read or written.
/// </summary>
public interface IDirectoryStore
{
    /// <summary>Rises with every change, whichever process made it. Cheap enough to ask every half second.</summary>
    Task<long> GetVersionAsync(CancellationToken cancellationToken);

    Task<DirectorySnapshot> LoadAsync(CancellationToken cancellationToken);

    /// <summary>The palms of all active people.</summary>
    Task<IReadOnlyList<EnrolledPalm<PersonId>>> LoadPalmsAsync(CancellationToken cancellationToken);

    /// <summary>A person as one vendor may see them, or null where there is no such person.</summary>
    Task<Person?> FindPersonAsync(PersonId person, VendorId vendor, CancellationToken cancellationToken);

    /// <summary>False where a vendor of this id exists already; nothing is changed then.</summary>
    Task<bool> AddVendorAsync(VendorRecord vendor, CancellationToken cancellationToken);

    /// <summary>Adds a scanner, unless its id is taken, its vendor unknown, or its terminal id in use there.</summary>
    Task<AddScannerAnswer> AddScannerAsync(ScannerRecord scanner, CancellationToken cancellationToken);

    /// <summary>Adds a person with everything at once, unless the id is taken or a consent names an unknown vendor.</summary>
    Task<AddPersonAnswer> AddPersonAsync(PersonRecord person, CancellationToken cancellationToken);

    /// <summary>
    /// Records what a person agreed to with a vendor. False, and nothing is changed, where something is recorded for the two already or one
    /// of them is unknown.
    /// </summary>
    Task<bool> AddConsentAsync(PersonId person, VendorConsent consent, CancellationToken cancellationToken);

    /// <summary>Remembers what a scanner announced, for the time while it is away. The same capacity again is no change.</summary>
    Task SetScannerCapacityAsync(ScannerId scanner, int capacity, CancellationToken cancellationToken);
}
