using Npgsql;

namespace Boop.Storage.Tests;

/// <summary>Stands before the batches of a journal: holds one up, or loses the answer to one.</summary>
internal sealed class BatchGate
{
    private TaskCompletionSource? _reached;
    private TaskCompletionSource? _released;
    private bool? _loses;

    /// <summary>Holds the next batch until it is released; completes once that batch is there.</summary>
    public Task HoldAsync()
    {
        _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _reached.Task;
    }

    public void Release() => _released!.SetResult();

    /// <summary>The connection breaks at the next batch that is not held: behind its commit, or before it was sent.</summary>
    public void Lose(bool happened) => _loses = happened;

    public async Task PassAsync(Func<Task> send)
    {
        if (Interlocked.Exchange(ref _reached, null) is { } reached)
        {
            reached.SetResult();
            await _released!.Task;
        }
        else if (_loses is { } happened)
        {
            _loses = null;
            if (happened)
                await send();
            throw new NpgsqlException("Exception while reading from stream", new IOException("Connection reset by peer"));
        }

        await send();
    }
}
