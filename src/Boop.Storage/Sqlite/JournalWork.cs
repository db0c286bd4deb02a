using Boop.Contexts;

namespace Boop.Storage.Sqlite;

/// <summary>
/// One thing that the journal's writer does within a batch, and the promise to whoever asked for it: ended by exactly one of
/// <see cref="Complete"/> and <see cref="Fail"/>.
/// </summary>
internal abstract class JournalWork
{
    private JournalWork()
    {
    }

    /// <summary>Destroys keys, of which the write-ahead log should keep no copy.</summary>
    public virtual bool IsErasure => false;

    /// <summary>Does it, inside the batch's transaction. What it finds is told by <see cref="Complete"/>, after the commit.</summary>
    /// <returns>False where whatever it changed must be undone.</returns>
    public abstract bool Execute(JournalBatch batch);

    /// <summary>The batch is durable.</summary>
    public abstract void Complete();

    /// <summary>Nothing of it is stored.</summary>
    public abstract void Fail();

    /// <summary>An append: all of it or nothing, whatever becomes of its neighbours.</summary>
    public sealed class Append(VendorId vendor, OwnerEpoch epoch, JournalStatement[] statements) : JournalWork
    {
        private readonly TaskCompletionSource<AppendAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private AppendAnswer _found;

        public Task<AppendAnswer> Answer => _answer.Task;

        public override bool IsErasure => Array.Exists(statements, statement => statement.IsErasure);

        public override bool Execute(JournalBatch batch)
        {
            _found = batch.EpochOf(vendor) != epoch.Value ? AppendAnswer.Fenced
                : batch.TryApply(statements) ? AppendAnswer.Written
                : AppendAnswer.Conflict;
            return _found is AppendAnswer.Written;
        }

        public override void Complete() => _answer.TrySetResult(_found);

        public override void Fail() => _answer.TrySetResult(AppendAnswer.Unavailable);
    }

    /// <summary>A new owner: ordered with the appends, so that nothing of the former owner slips in behind it.</summary>
    public sealed class Claim(VendorId vendor) : JournalWork
    {
        private readonly TaskCompletionSource<OwnerEpoch> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private OwnerEpoch _epoch;

        public Task<OwnerEpoch> Answer => _answer.Task;

        public override bool Execute(JournalBatch batch)
        {
            _epoch = new OwnerEpoch(batch.RaiseEpoch(vendor));
            return true;
        }

        public override void Complete() => _answer.TrySetResult(_epoch);

        public override void Fail() => _answer.TrySetException(new StoreUnavailableException("The vendor cannot be claimed now."));
    }

    /// <summary>Nothing but the number that every batch writes: proof that the store can be written.</summary>
    public sealed class Probe : JournalWork
    {
        private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Answer => _answer.Task;

        public override bool Execute(JournalBatch batch) => true;

        public override void Complete() => _answer.TrySetResult();

        public override void Fail() => _answer.TrySetException(new StoreUnavailableException("The store cannot be written now."));
    }
}
