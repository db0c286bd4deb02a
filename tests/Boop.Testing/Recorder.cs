using System.Threading.Channels;

namespace Boop.Testing;

/// <summary>Remembers what happened, in order, for a test that waits for the next of it.</summary>
public sealed class Recorder<T>(string what)
{
    private readonly Channel<T> _channel = Channel.CreateUnbounded<T>();

    public void Add(T item) => _channel.Writer.TryWrite(item);

    /// <summary>Takes the oldest that was not taken yet.</summary>
    public Task<T> NextAsync() => Cap.Within(_channel.Reader.ReadAsync().AsTask(), what);

    /// <summary>Takes so many.</summary>
    public async Task<IReadOnlyList<T>> NextAsync(int count)
    {
        var items = new List<T>(count);
        while (items.Count < count)
            items.Add(await NextAsync());
        return items;
    }

    /// <summary>Takes what is there now.</summary>
    public IReadOnlyList<T> TakeAll()
    {
        var items = new List<T>();
        while (_channel.Reader.TryRead(out T? item))
            items.Add(item);
        return items;
    }
}
