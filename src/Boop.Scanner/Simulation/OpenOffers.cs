using Boop.Protocol.Scanner;

namespace Boop.Scanner;

/// <summary>The offers on the simulated screen, and who waits for one.</summary>
internal sealed class OpenOffers
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private TaskCompletionSource _changed = New();

    internal IReadOnlyList<Offer> Snapshot
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries.Select(static entry => entry.Offer)];
            }
        }
    }

    internal void Add(Offer offer, CancellationTokenSource life)
    {
        lock (_gate)
        {
            _entries.Add(new Entry(offer, life));
            Signal_NeedsLock();
        }
    }

    internal async Task RemoveAsync(Offer offer)
    {
        Entry? entry;
        lock (_gate)
        {
            entry = _entries.Find(candidate => ReferenceEquals(candidate.Offer, offer));
        }

        if (entry is null)
        {
            return;
        }

        // Whoever hears that the offer is gone must find its visit ended.
        await entry.Life.CancelAsync().ConfigureAwait(false);
        lock (_gate)
        {
            _entries.Remove(entry);
            Signal_NeedsLock();
        }
    }

    /// <summary>The oldest open offer that fits and was not taken before.</summary>
    internal async Task<Offer> TakeAsync(Func<Offer, bool> fits, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_entries.Find(entry => !entry.IsTaken && fits(entry.Offer)) is { } found)
                {
                    found.IsTaken = true;
                    return found.Offer;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until the offer is no longer on the screen.</summary>
    internal async Task GoneAsync(Offer offer, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (!_entries.Exists(entry => ReferenceEquals(entry.Offer, offer)))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Signal_NeedsLock()
    {
        _changed.TrySetResult();
        _changed = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Entry(Offer offer, CancellationTokenSource life)
    {
        internal Offer Offer => offer;

        internal CancellationTokenSource Life => life;

        internal bool IsTaken { get; set; }
    }
}
