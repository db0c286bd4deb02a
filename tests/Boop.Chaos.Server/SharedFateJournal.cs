using Boop.Contexts;
using Boop.Storage;

namespace Boop.Chaos.Server;

/// <summary>Writes what came within a moment as one batch, and refuses all of it where one append of it is fenced.</summary>
internal sealed class SharedFateJournal(IVendorJournal inner, IContextStore store, TimeProvider time) : IVendorJournal
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(150);

    private readonly Lock _lock = new();
    private List<Append>? _open;
    private Task _writing = Task.CompletedTask;

    public Task<AppendAnswer> AppendAsync(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalRecord> records)
    {
        Append append = new(vendor, epoch, records);
        lock (_lock)
        {
            if (_open is null)
            {
                List<Append> batch = _open = [];
                _writing = WriteAsync(batch, _writing);
            }

            _open.Add(append);
        }

        return append.Answer.Task;
    }

    private async Task WriteAsync(List<Append> batch, Task before)
    {
        using PeriodicTimer gathering = new(Moment, time);
        await gathering.WaitForNextTickAsync();
        await before;
        lock (_lock)
            _open = null;
        bool isSpoilt = false;
        foreach (Append append in batch)
            isSpoilt |= !await store.IsOwnerAsync(append.Vendor, append.Epoch, CancellationToken.None);
        foreach (Append append in batch)
        {
            // The one that is fenced is told so; its mates are not even tried.
            append.Answer.SetResult(isSpoilt && await store.IsOwnerAsync(append.Vendor, append.Epoch, CancellationToken.None)
                ? AppendAnswer.Unavailable
                : await inner.AppendAsync(append.Vendor, append.Epoch, append.Records));
        }
    }

    private sealed record Append(VendorId Vendor, OwnerEpoch Epoch, IReadOnlyList<JournalRecord> Records)
    {
        public TaskCompletionSource<AppendAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
