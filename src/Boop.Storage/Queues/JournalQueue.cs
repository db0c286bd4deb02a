using System.Threading.Channels;
using Boop.Contexts;

namespace Boop.Storage.Queues;

/// <summary>
/// The way of many askers to a journal's one writer: bounded, in order, and never waited for. What does not fit, or cannot be prepared, is
/// refused at once.
/// </summary>
/// <typeparam name="T">What the writer does.</typeparam>
/// <param name="capacity">How many may wait.</param>
/// <param name="notPrepared">Is told whose record could not be prepared, and the kind of fault.</param>
internal sealed class JournalQueue<T>(int capacity, Action<VendorId, string> notPrepared)
{
    private readonly Channel<T> _items = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true });

    public ChannelReader<T> Reader => _items.Reader;

    /// <summary>Adds an append; null where it is refused.</summary>
    public TAppend? TryAdd<TAppend, TState>(VendorId vendor, TState state, Func<TState, TAppend> prepare)
        where TAppend : class, T
    {
        try
        {
            TAppend append = prepare(state);
            return _items.Writer.TryWrite(append) ? append : null;
        }
#pragma warning disable CA1031 // Whatever is wrong with a record is that record's alone; the fault's text may quote it and is not logged.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            notPrepared(vendor, fault.GetType().Name);
            return null;
        }
    }

    /// <exception cref="StoreUnavailableException">The queue is full or closed.</exception>
    public TItem Add<TItem>(TItem item)
        where TItem : T => _items.Writer.TryWrite(item) ? item : throw new StoreUnavailableException("The journal is full or closed.");

    /// <summary>Takes no more.</summary>
    public void Close() => _items.Writer.TryComplete();
}
