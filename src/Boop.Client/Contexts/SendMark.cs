using Boop.Links;

namespace Boop.Client;

/// <summary>Whether a call is about to send its message, and on which link it did last; others can wait for that. Thread-safe.</summary>
internal sealed class SendMark
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = New();
    private LinkSession? _link;
    private bool _isDue = true;

    /// <summary>How often the message was queued on a live link.</summary>
    internal int Count { get; private set; }

    /// <summary>It is sent as soon as there is a link.</summary>
    internal void Due() => Change(true, null);

    /// <summary>It was queued on this link. Should that be lost, it is due again.</summary>
    internal void Sent(LinkSession link) => Change(true, link);

    /// <summary>Nothing is sent for now: the call pauses, asks otherwise, or has left.</summary>
    internal void Rest() => Change(false, null);

    /// <summary>Ends when the message was sent on this link, or is not about to be.</summary>
    internal async Task SettledAsync(LinkSession link)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (!_isDue || ReferenceEquals(_link, link))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.ConfigureAwait(false);
        }
    }

    private void Change(bool isDue, LinkSession? link)
    {
        lock (_gate)
        {
            _isDue = isDue;
            _link = link ?? _link;
            Count += link is null ? 0 : 1;
            _changed.TrySetResult();
            _changed = New();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
