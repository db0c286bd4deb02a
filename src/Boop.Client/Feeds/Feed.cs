using System.Runtime.CompilerServices;

namespace Boop.Client;

/// <summary>
/// What happens one after the other, told to whoever reads, each at its own pace. Keeps the last few: a slow reader misses the oldest and
/// never the newest. Adding never waits and runs nobody's code.
/// </summary>
internal sealed class Feed<T>(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _kept = new();
    private TaskCompletionSource _changed = New();
    private long _added;
    private bool _isComplete;
    private Exception? _failure;

    internal void Add(T item)
    {
        lock (_gate)
        {
            if (_isComplete)
            {
                return;
            }

            if (_kept.Count == capacity)
            {
                _kept.Dequeue();
            }

            _kept.Enqueue(item);
            _added++;
            Signal_NeedsLock();
        }
    }

    /// <summary>Ends every enumeration behind what was added: with the exception, if there is one.</summary>
    internal void Complete(Exception? failure = null)
    {
        lock (_gate)
        {
            if (!_isComplete)
            {
                _isComplete = true;
                _failure = failure;
                Signal_NeedsLock();
            }
        }
    }

    /// <summary>What is kept and all that comes.</summary>
    internal IAsyncEnumerable<T> ReadAllAsync(CancellationToken cancellationToken) => ReadAsync(0, cancellationToken);

    /// <summary>The newest and all that comes.</summary>
    internal IAsyncEnumerable<T> ReadNewestAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ReadAsync(Math.Max(0, _added - 1), cancellationToken);
        }
    }

    private async IAsyncEnumerable<T> ReadAsync(long next, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (Look(next))
            {
                case { IsThere: true } found:
                    next = found.Position + 1;
                    yield return found.Item!;
                    break;

                case { Changed: { } changed }:
                    await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
                    break;

                case { Failure: { } failure }:
                    throw failure;

                default:
                    yield break;
            }
        }
    }

    private Found Look(long next)
    {
        lock (_gate)
        {
            long position = Math.Max(next, _added - _kept.Count);
            return position < _added
                ? new Found(true, _kept.ElementAt((int)(position - _added + _kept.Count)), position, null, null)
                : new Found(false, default, position, _isComplete ? null : _changed.Task, _failure);
        }
    }

    private void Signal_NeedsLock()
    {
        _changed.TrySetResult();
        _changed = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly record struct Found(bool IsThere, T? Item, long Position, Task? Changed, Exception? Failure);
}
