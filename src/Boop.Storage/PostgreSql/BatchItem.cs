using Boop.Contexts;

namespace Boop.Storage.PostgreSql;

/// <summary>
/// One thing that the journal's writer has to do, and the promise to whoever asked for it: ended by exactly one of
/// <see cref="Complete"/> and <see cref="Fail"/>.
/// </summary>
internal abstract class BatchItem
{
    private BatchItem()
    {
    }

    /// <summary>What <c>write_batch</c> gets of it; null where the commit alone is what was asked for.</summary>
    public virtual byte[]? Json => null;

    /// <summary>Whose row it needs, if any.</summary>
    public virtual VendorId? Vendor => null;

    public virtual bool IsClaim => false;

    /// <summary>Whether its answer, once given, must be true, so that it waits while nobody knows what became of it.</summary>
    public virtual bool MustBeCertain => false;

    /// <summary>The batch is durable.</summary>
    public abstract void Complete(BatchAnswer answer);

    /// <summary>Nothing of it is stored.</summary>
    public abstract void Fail();

    /// <summary>An append: all of it or nothing, whatever becomes of its neighbours.</summary>
    public sealed class Append(VendorId vendor, byte[] json) : BatchItem
    {
        private readonly TaskCompletionSource<AppendAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<AppendAnswer> Answer => _answer.Task;

        public override byte[] Json => json;

        public override VendorId? Vendor => vendor;

        public override bool MustBeCertain => true;

        public override void Complete(BatchAnswer answer) => _answer.TrySetResult(answer.Append);

        public override void Fail() => _answer.TrySetResult(AppendAnswer.Unavailable);
    }

    /// <summary>A new owner: ordered with the appends, so that nothing of the former owner slips in behind it.</summary>
    public sealed class Claim(VendorId vendor) : BatchItem
    {
        private readonly TaskCompletionSource<OwnerEpoch> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<OwnerEpoch> Answer => _answer.Task;

        public override byte[] Json { get; } = AppendJson.Claim(vendor);

        public override VendorId? Vendor => vendor;

        public override bool IsClaim => true;

        public override void Complete(BatchAnswer answer)
        {
            if (answer.Epoch is { } epoch)
                _answer.TrySetResult(new OwnerEpoch(epoch));
            else
                Fail();
        }

        // What may have been claimed all the same is an epoch that nobody uses.
        public override void Fail() => _answer.TrySetException(new StoreUnavailableException("The vendor cannot be claimed now."));
    }

    /// <summary>Nothing but the number that every batch writes: proof that the store can be written.</summary>
    public sealed class Probe : BatchItem
    {
        private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Answer => _answer.Task;

        public override void Complete(BatchAnswer answer) => _answer.TrySetResult();

        public override void Fail() => _answer.TrySetException(new StoreUnavailableException("The store cannot be written now."));
    }
}
