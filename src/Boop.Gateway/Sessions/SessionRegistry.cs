using System.Collections.Concurrent;

namespace Boop.Gateway.Sessions;

/// <summary>The sessions of this node that grains have let in.</summary>
internal sealed class SessionRegistry
{
    private readonly ConcurrentDictionary<Entry, bool> _entries = new();

    /// <summary>Until it is disposed of.</summary>
    /// <param name="check">Asks the grain whether it still has the session, and ends it if not. Throws nothing.</param>
    public IDisposable Add(Func<Task> check)
    {
        var entry = new Entry(this, check);
        _entries.TryAdd(entry, true);
        return entry;
    }

    /// <summary>Ends once all of them have been looked at that were not being looked at.</summary>
    public Task CheckAllAsync() => Task.WhenAll(_entries.Keys.Select(entry => entry.CheckAsync()));

    private sealed class Entry(SessionRegistry registry, Func<Task> check) : IDisposable
    {
        private int _isChecking;

        public async Task CheckAsync()
        {
            if (Interlocked.Exchange(ref _isChecking, 1) == 1)
                return;
            await check();
            Volatile.Write(ref _isChecking, 0);
        }

        public void Dispose() => registry._entries.TryRemove(this, out _);
    }
}
