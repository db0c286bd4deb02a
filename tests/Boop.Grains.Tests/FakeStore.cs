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
    private readonly Dictionary<VendorId, long> _epochs = [];
    private readonly Dictionary<(VendorId, ContextId), StoredContext> _contexts = [];
    private readonly Dictionary<(VendorId, ScanReference), ScanAnswer> _scans = [];
    private TaskCompletionSource? _held;
    private TaskCompletionSource? _heldClaims;

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

    /// <summary>From now on no append is answered before the returned hold is released.</summary>
    public TaskCompletionSource Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From now on no claim is answered before the returned hold is released.</summary>
    public TaskCompletionSource HoldClaims() => _heldClaims = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public StoredContext? Stored(VendorId vendor, ContextId context)
    {
        lock (_lock)
            return _contexts.GetValueOrDefault((vendor, context));
    }

    /// <summary>What somebody wrote under the present owner's epoch without the owner's knowledge: a commit that was in doubt.</summary>
    public async Task SlipInAsync(JournalRecord record)
    {
        OwnerEpoch epoch;
        lock (_lock)
            epoch = new OwnerEpoch(_epochs[Network.Vendor]);
        (await AppendAsync(Network.Vendor, epoch, [record])).ShouldBe(AppendAnswer.Written);
    }

    public StoredContext? Stored(string context) => Stored(Network.Vendor, ContextId.Parse(context));

    public async Task<AppendAnswer> AppendAsync(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalRecord> records)
    {
        if (_held is { } held)
            await held.Task;
        await Task.Yield();
        lock (_lock)
        {
            if (IsDown)
            {
                FailedAppends++;
                return AppendAnswer.Unavailable;
            }

            if (_epochs.GetValueOrDefault(vendor) != epoch.Value)
                return AppendAnswer.Fenced;
            if (!records.All(record => Fits_NeedsLock(vendor, record)))
                return AppendAnswer.Conflict;
            foreach (JournalRecord record in records)
            {
                Apply_NeedsLock(vendor, record);
                Written.Add(record);
            }

            return AppendAnswer.Written;
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
            return Task.FromResult(_epochs.GetValueOrDefault(vendor) == epoch.Value);
        }
    }

    public Task<ScanAnswer?> FindScanAsync(VendorId vendor, ScanReference scan, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ThrowIfDown();
            return Task.FromResult(_scans.GetValueOrDefault((vendor, scan)));
        }
    }

    public Task<IReadOnlyList<VendorWork>> FindWorkAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ThrowIfDown();
            DateTimeOffset overdue = time.GetUtcNow() - TimeSpan.FromSeconds(5);
            return Task.FromResult<IReadOnlyList<VendorWork>>(
            [
                .. _contexts.Where(pair => !pair.Value.IsSettled).GroupBy(pair => pair.Key.Item1, pair => pair.Value).Select(contexts => new VendorWork(
                    contexts.Key, [.. contexts.Where(it => it.Outcome is null && it.Deadline < overdue).Select(it => it.Id)])),
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
        return Task.CompletedTask;
    }

    private bool Fits_NeedsLock(VendorId vendor, JournalRecord record)
    {
        StoredContext? stored = _contexts.GetValueOrDefault((vendor, record.Context));
        return record switch
        {
            JournalRecord.Accepted => stored is null,
            JournalRecord.ScanAnswered answered => !_scans.ContainsKey((vendor, answered.Scan)),
            JournalRecord.Settled => stored is { Outcome: not null },
            _ => stored is { Outcome: null },
        };
    }

    private void Apply_NeedsLock(VendorId vendor, JournalRecord record)
    {
        StoredContext? stored = _contexts.GetValueOrDefault((vendor, record.Context));
        switch (record)
        {
            case JournalRecord.Accepted accepted:
                _contexts[(vendor, record.Context)] = new StoredContext(record.Context, accepted.Requirements, accepted.AcceptedAt, accepted.Deadline);
                break;
            case JournalRecord.ScanCounted counted:
                _contexts[(vendor, record.Context)] = stored! with { Unrecognised = counted.Unrecognised };
                break;
            case JournalRecord.ScanAnswered answered:
                _scans.Add((vendor, answered.Scan), answered.Answer);
                break;
            case JournalRecord.Decided decided:
                _contexts[(vendor, record.Context)] = stored! with { Outcome = decided.Outcome };
                break;
            case JournalRecord.Settled:
                Outcome outcome = stored!.Outcome is Outcome.Succeeded succeeded ? succeeded.Erase() : stored.Outcome!;
                _contexts[(vendor, record.Context)] = stored with { IsSettled = true, Outcome = outcome };
                break;
        }
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
            long epoch = _epochs[vendor] = _epochs.GetValueOrDefault(vendor) + 1;
            DateTimeOffset now = time.GetUtcNow();
            StoredContext[] mine = [.. _contexts.Where(pair => pair.Key.Item1 == vendor).Select(pair => pair.Value).OrderBy(context => context.AcceptedAt)];
            return new VendorClaim(
                new OwnerEpoch(epoch),
                now,
                time.GetTimestamp(),
                [.. mine.Where(context => !context.IsSettled)],
                [.. mine.Select(context => context.AcceptedAt).Where(at => now - at < ContextRules.LimitWindow)]);
        }
    }
}
