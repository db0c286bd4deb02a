using Boop.Contexts;
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
    private TaskCompletionSource? _held;

    public List<VendorRecord> Vendors { get; } = [];

    public List<ScannerRecord> Scanners { get; } = [];

    public List<PersonRecord> People { get; } = [];

    public List<JournalRecord> Written { get; } = [];

    /// <summary>Nothing can be read or written.</summary>
    public bool IsDown { get; set; }

    /// <summary>Appends that were answered as unavailable.</summary>
    public int FailedAppends { get; private set; }

    /// <summary>From now on no append is answered before the returned hold is released.</summary>
    public TaskCompletionSource Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public StoredContext? Stored(VendorId vendor, ContextId context)
    {
        lock (_lock)
            return _contexts.GetValueOrDefault((vendor, context));
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
            foreach (JournalRecord record in records)
            {
                if (!Apply_NeedsLock(vendor, record))
                    return AppendAnswer.Conflict;
                Written.Add(record);
            }

            return AppendAnswer.Written;
        }
    }

    public Task<VendorClaim> ClaimAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ThrowIfDown();
            long epoch = _epochs[vendor] = _epochs.GetValueOrDefault(vendor) + 1;
            DateTimeOffset now = time.GetUtcNow();
            StoredContext[] mine = [.. _contexts.Where(pair => pair.Key.Item1 == vendor).Select(pair => pair.Value).OrderBy(context => context.AcceptedAt)];
            return Task.FromResult(new VendorClaim(
                new OwnerEpoch(epoch),
                now,
                [.. mine.Where(context => !context.IsSettled)],
                [.. mine.Select(context => context.AcceptedAt).Where(at => now - at < ContextRules.LimitWindow)]));
        }
    }

    public Task<StoredContext?> FindAsync(VendorId vendor, ContextId context, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return Task.FromResult(Stored(vendor, context));
    }

    public Task<IReadOnlyList<VendorId>> FindVendorsWithWorkAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ThrowIfDown();
            return Task.FromResult<IReadOnlyList<VendorId>>([.. _contexts.Where(pair => !pair.Value.IsSettled).Select(pair => pair.Key.Item1).Distinct()]);
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

    public Task<DirectorySnapshot> LoadAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new DirectorySnapshot(Vendors.Count + Scanners.Count + People.Count, [.. Vendors], [.. Scanners]));

    public Task<IReadOnlyList<EnrolledPalm<PersonId>>> LoadPalmsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<EnrolledPalm<PersonId>>>([.. People.SelectMany(person => person.Palms)]);

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

    public Task SetScannerCapacityAsync(ScannerId scanner, int capacity, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return Task.CompletedTask;
    }

    private bool Apply_NeedsLock(VendorId vendor, JournalRecord record)
    {
        StoredContext? stored = _contexts.GetValueOrDefault((vendor, record.Context));
        switch (record)
        {
            case JournalRecord.Accepted accepted when stored is null:
                _contexts[(vendor, record.Context)] = new StoredContext(record.Context, accepted.Requirements, accepted.AcceptedAt, accepted.Deadline);
                return true;
            case JournalRecord.ScanCounted counted when stored is { Outcome: null }:
                _contexts[(vendor, record.Context)] = stored with { Unrecognised = counted.Unrecognised };
                return true;
            case JournalRecord.Decided decided when stored is { Outcome: null }:
                _contexts[(vendor, record.Context)] = stored with { Outcome = decided.Outcome };
                return true;
            case JournalRecord.Settled when stored is { Outcome: not null }:
                Outcome outcome = stored.Outcome is Outcome.Succeeded succeeded ? succeeded.Erase() : stored.Outcome;
                _contexts[(vendor, record.Context)] = stored with { IsSettled = true, Outcome = outcome };
                return true;
            default:
                return false;
        }
    }

    private void ThrowIfDown()
    {
        if (IsDown)
            throw new StoreUnavailableException("The store is down.");
    }
}
