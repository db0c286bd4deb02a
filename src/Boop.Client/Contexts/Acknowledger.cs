using System.Threading.Channels;
using Boop.Links;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>
/// Tells the network which outcomes are handed over, up to 100 in one message. What cannot be told now is dropped: the network
/// sends the outcome again, and that is acknowledged then.
/// </summary>
internal sealed class Acknowledger : IDisposable
{
    private const int QueueLength = 1024;

    private readonly Channel<string> _handedOver = Channel.CreateBounded<string>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });

    private readonly CancellationTokenSource _finishing = new();
    private readonly LinkKeeper _keeper;
    private readonly SendWindow _messages;
    private readonly Task _running;

    internal Acknowledger(LinkKeeper keeper, SendWindow messages)
    {
        _keeper = keeper;
        _messages = messages;
        _running = RunAsync(_finishing.Token);
    }

    internal void Add(string contextId) => _handedOver.Writer.TryWrite(contextId);

    /// <summary>Sends what is left.</summary>
    internal async Task FinishAsync()
    {
        _handedOver.Writer.TryComplete();
        await _finishing.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    public void Dispose() => _finishing.Dispose();

    private async Task RunAsync(CancellationToken finishing)
    {
        ChannelReader<string> reader = _handedOver.Reader;
        while (await reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            SendSlot slot = await RoomAsync(finishing).ConfigureAwait(false);
            var ids = new List<string>();
            while (ids.Count < ProtocolLimits.MaxAckedContexts && reader.TryRead(out string? id))
            {
                ids.Add(id);
            }

            if (_keeper.Current is { } session)
            {
                await session.SendAsync(VendorFrames.Encode(new Ack(ids)), CancellationToken.None).ConfigureAwait(false);
                _messages.Sent(slot);
            }
            else
            {
                _messages.Leave(slot);
            }
        }
    }

    private async Task<SendSlot> RoomAsync(CancellationToken finishing)
    {
        if (_messages.TryEnter(null, out _) is { } slot)
        {
            return slot;
        }

        try
        {
            return await _messages.EnterAsync(null, finishing).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The last few have the room that is kept.
            return new SendSlot(null);
        }
    }
}
