using System.Threading.Channels;

namespace Boop.Gateway.Sessions;

/// <summary>
/// What was read and is not yet handled, bounded in messages and bytes. Its reader runs on the writer's thread
/// while it has nothing to await, so that a live session costs no hop.
/// </summary>
internal sealed class Inbox<TIn>
    where TIn : class
{
    private readonly Channel<Incoming<TIn>> _channel = Channel.CreateBounded<Incoming<TIn>>(new BoundedChannelOptions(SessionRules.WaitingMessages)
    {
        SingleReader = true,
        SingleWriter = true,
        AllowSynchronousContinuations = true,
    });

    private long _bytes;

    /// <summary>False where the bound is reached.</summary>
    public bool TryAdd(Incoming<TIn> incoming) =>
        Interlocked.Add(ref _bytes, incoming.Size) <= SessionRules.WaitingBytes && _channel.Writer.TryWrite(incoming);

    public void Complete() => _channel.Writer.TryComplete();

    /// <summary>Waits for a frame; false once there will be none.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _channel.Reader.WaitToReadAsync(cancellationToken);

    public bool TryTake(out Incoming<TIn> incoming)
    {
        if (!_channel.Reader.TryRead(out incoming))
            return false;
        Interlocked.Add(ref _bytes, -incoming.Size);
        return true;
    }
}
