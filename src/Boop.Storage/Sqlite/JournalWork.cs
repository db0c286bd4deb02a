using Boop.Contexts;

namespace Boop.Storage.Sqlite;

/// <summary>One thing that the journal's writer does within a batch, and the promise to whoever asked for it.</summary>
internal abstract class JournalWork
{
    private JournalWork()
    {
    }

    /// <summary>Does it, inside the batch's transaction. What it finds is told by <see cref="Complete"/>, after the commit.</summary>
    public abstract void Execute(JournalBatch batch);

    /// <summary>The batch is durable.</summary>
    public abstract void Complete();

    /// <summary>The batch was rolled back.</summary>
    public abstract void Fail(Exception fault);

    /// <summary>An append: all of it or nothing, whatever becomes of its neighbours.</summary>
    public sealed class Append(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalStatement> statements) : JournalWork
    {
        private readonly TaskCompletionSource<AppendAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private AppendAnswer _found;

        public Task<AppendAnswer> Answer => _answer.Task;

        public override void Execute(JournalBatch batch) =>
            _found = batch.EpochOf(vendor) == epoch.Value ? batch.Apply(statements) : AppendAnswer.Fenced;

        public override void Complete() => _answer.TrySetResult(_found);

        public override void Fail(Exception fault) => _answer.TrySetResult(AppendAnswer.Unavailable);
    }

    /// <summary>A new owner: ordered with the appends, so that nothing of the former owner slips in behind it.</summary>
    public sealed class Claim(VendorId vendor) : JournalWork
    {
        private readonly TaskCompletionSource<OwnerEpoch> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private OwnerEpoch _epoch;

        public Task<OwnerEpoch> Answer => _answer.Task;

        public override void Execute(JournalBatch batch) => _epoch = new OwnerEpoch(batch.RaiseEpoch(vendor));

        public override void Complete() => _answer.TrySetResult(_epoch);

        public override void Fail(Exception fault) =>
            _answer.TrySetException(new StoreUnavailableException("The vendor cannot be claimed now.", fault));
    }

    /// <summary>A write that changes nothing of interest: proof that the store can be written.</summary>
    public sealed class Probe : JournalWork
    {
        private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Answer => _answer.Task;

        public override void Execute(JournalBatch batch) => batch.Probe();

        public override void Complete() => _answer.TrySetResult();

        public override void Fail(Exception fault) =>
            _answer.TrySetException(new StoreUnavailableException("The store cannot be written now.", fault));
    }
}
