using System.Threading.Channels;
using Boop.Links;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>
/// Tells the network which outcomes are handed over, up to 100 in one message. What cannot be told now is dropped: the network
/// sends the outcome again, and that is acknowledged then.
/// </summary>
internal sealed class Acknowledger
{
    private const int QueueLength = 1024;

    private readonly Channel<string> _handedOver = Channel.CreateBounded<string>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });

    private readonly LinkKeeper _keeper;
    private readonly Task _running;

    internal Acknowledger(LinkKeeper keeper)
    {
        _keeper = keeper;
        _running = RunAsync();
    }

    internal void Add(string contextId) => _handedOver.Writer.TryWrite(contextId);

    /// <summary>Sends what is left.</summary>
    internal Task FinishAsync()
    {
        _handedOver.Writer.TryComplete();
        return _running;
    }

    private async Task RunAsync()
    {
        ChannelReader<string> reader = _handedOver.Reader;
        while (await reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var ids = new List<string>();
            while (ids.Count < ProtocolLimits.MaxAckedContexts && reader.TryRead(out string? id))
            {
                ids.Add(id);
            }

            if (_keeper.Current is { } session)
            {
                await session.SendAsync(VendorFrames.Encode(new Ack(ids)), CancellationToken.None).ConfigureAwait(false);
            }
        }
    }
}
