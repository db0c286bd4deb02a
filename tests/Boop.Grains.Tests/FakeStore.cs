using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Identity;
using Boop.Palms;
using Boop.Storage;

namespace Boop.Grains.Tests;

/// <summary>A store in memory with the rules of the real one, which can fail, hold its commits back, and be claimed by another owner.</summary>
internal sealed class FakeStore(TimeProvider time) : IContextStore, IVendorJournal, IDirectoryStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<VendorId, VendorRows> _rows = [];
    private TaskCompletionSource? _held;
    private TaskCompletionSource? _heldClaims;
    private TaskCompletionSource? _heldCapacities;

    public List<VendorRecord> Vendors { get; } = [];

    public List<ScannerRecord> Scanners { get; } = [];

    public List<PersonRecord> People { get; } = [];

    public List<JournalRecord> Written { get; } = [];

    /// <summary>Nothing can be read or written.</summary>
    public bool IsDown { get; set; }

    /// <summary>A vendor that cannot be claimed for a reason that nobody foresaw.</summary>
    public VendorId? Broken { get; set; }

    /// <summary>Happens once, between the two loads by which the directory is read.</summary>
    public Action? BetweenLoads { get; set; }

    public int Claims { get; private set; }

    /// <summary>Appends that were answered as unavailable.</summary>
    public int FailedAppends { get; private set; }

    /// <summary>Appends that are, or were, held back.</summary>
    public int HeldAppends { get; private set; }

    /// <summary>From now on no append is answered before the returned hold is released.</summary>
    public TaskCompletionSource Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From now on no claim is answered before the returned hold is released.</summary>
    public TaskCompletionSource HoldClaims() => _heldClaims = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From now on no scanner's capacity is remembered before the returned hold is released.</summary>
    public TaskCompletionSource HoldCapacities() => _heldCapacities = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public StoredContext? Stored(VendorId vendor, ContextId context)
    {
        lock (_lock)
            return RowsOf_NeedsLock(vendor).Find(context);
    }

    /// <summary>What somebody wrote under the present owner's epoch without the owner's knowledge: a commit that was in doubt.</summary>
    public async Task SlipInAsync(JournalRecord record)
    {
        OwnerEpoch epoch;
        lock (_lock)
            epoch = RowsOf_NeedsLock(Network.Vendor).Epoch;
        (await AppendAsync(Network.Vendor, epoch, [record])).ShouldBe(AppendAnswer.Written);
    }

    public StoredContext? Stored(string context) => Stored(Network.Vendor, ContextId.Parse(context));

    public async Task<AppendAnswer> AppendAsync(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalRecord> records)
    {
        if (_held is { } held)
        {
            HeldAppends++;
            await held.Task;
        }

        await Task.Yield();
        lock (_lock)
        {
            if (IsDown)
            {
                FailedAppends++;
                return AppendAnswer.Unavailable;
            }

            AppendAnswer answer = RowsOf_NeedsLock(vendor).Append(epoch, records);
            if (answer is AppendAnswer.Written)
                Written.AddRange(records);
            return answer;
        }
    }

    public async Task<VendorClaim> ClaimAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        VendorClaim claim = Claim(vendor);
        Claims++;
        if (_heldClaims is { } held)
            await held.Task;
        return claim;
    }

    public Task<StoredContext?> FindAsync(VendorId vendor, ContextId context, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return Task.FromResult(Stored(vendor, context));
    }

    public Task<bool> IsOwnerAsync(VendorId vendor, OwnerEpoch epoch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ThrowIfDown();
            return Task.FromResult(RowsOf_NeedsLock(vendor).Epoch == epoch);
        }
    }

    public Task<ScanAnswer?> FindScanAsync(VendorId vendor, ScanReference scan, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ThrowIfDown();
            return Task.FromResult(RowsOf_NeedsLock(vendor).FindScan(scan));
        }
    }

    public Task<IReadOnlyList<VendorWork>> FindWorkAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ThrowIfDown();
            return Task.FromResult<IReadOnlyList<VendorWork>>(
            [
                .. _rows.Where(pair => pair.Value.Contexts.Any(context => !context.IsSettled))
                    .Select(pair => new VendorWork(pair.Key, pair.Value.Overdue(time.GetUtcNow()))),
            ]);
        }
    }

    public Task CheckWritableAsync(CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return Task.CompletedTask;
    }

    public Task<long> GetVersionAsync(CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return Task.FromResult((long)(Vendors.Count + Scanners.Count + People.Count));
    }

    public Task<DirectorySnapshot> LoadAsync(CancellationToken cancellationToken)
    {
        DirectorySnapshot snapshot = new(Vendors.Count + Scanners.Count + People.Count, [.. Vendors], [.. Scanners]);
        ComeBetweenLoads();
        return Task.FromResult(snapshot);
    }

    public Task<IReadOnlyList<EnrolledPalm<PersonId>>> LoadPalmsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<EnrolledPalm<PersonId>> palms = [.. People.SelectMany(person => person.Palms)];
        ComeBetweenLoads();
        return Task.FromResult(palms);
    }

    public Task<Person?> FindPersonAsync(PersonId person, VendorId vendor, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        PersonRecord? record = People.Find(candidate => candidate.Id == person);
        return Task.FromResult(record is null ? null : new Person(person, record.Values)
        {
            Consent = record.Consents.FirstOrDefault(consent => consent.Vendor == vendor),
        });
    }

    public Task<bool> AddVendorAsync(VendorRecord vendor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AddScannerAnswer> AddScannerAsync(ScannerRecord scanner, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AddPersonAnswer> AddPersonAsync(PersonRecord person, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> AddConsentAsync(PersonId person, VendorConsent consent, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetScannerCapacityAsync(ScannerId scanner, int capacity, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return _heldCapacities?.Task ?? Task.CompletedTask;
    }

    private VendorRows RowsOf_NeedsLock(VendorId vendor)
    {
        if (!_rows.TryGetValue(vendor, out VendorRows? rows))
            _rows.Add(vendor, rows = new VendorRows());
        return rows;
    }

    private void ComeBetweenLoads()
    {
        Action? between = BetweenLoads;
        BetweenLoads = null;
        between?.Invoke();
    }

    private void ThrowIfDown()
    {
        if (IsDown)
            throw new StoreUnavailableException("The store is down.");
    }

    private VendorClaim Claim(VendorId vendor)
    {
        lock (_lock)
        {
            ThrowIfDown();
            if (vendor == Broken)
                throw new InvalidOperationException("The test broke this vendor.");
            return RowsOf_NeedsLock(vendor).Claim(time.GetUtcNow(), time.GetTimestamp());
        }
    }
}
