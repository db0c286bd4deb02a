using Boop.Chaos.Observations;
using Boop.Chaos.Play;
using Boop.Chaos.Population;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Vendors;

/// <summary>Sends more messages than it is let, over two connections, so that whoever forgets the first one's counts too little.</summary>
internal sealed class FloodingVendor(VendorAccount account, Site site, Phases phases, Dice dice)
{
    private const int PingsPerConnection = 650;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(4);

    private int _pings;

    public async Task RunAsync()
    {
        try
        {
            while (phases.IsWorking)
            {
                await FloodAsync();
                await FloodAsync();
                await site.Clock.PauseAsync(dice.Between(9, 16), phases.Work);
            }
        }
        catch (OperationCanceledException)
        {
            // Nothing new is begun.
        }
    }

    private async Task FloodAsync()
    {
        try
        {
            using BareSocket socket = await BareSocket.OpenAsync(site.Proxy.VendorSocket, site.Clock, phases.Run);
            await socket.SendAsync($$"""{"type":"authenticate","vendor_id":"{{account.Id}}","api_key":"{{account.Key}}","instance":"flood"}""", phases.Run);
            Task<int> answers = CountAsync(socket);
            for (int i = 0; i < PingsPerConnection; i++)
                await socket.SendAsync($$"""{"type":"ping","id":"f-{{++_pings}}"}""", phases.Run);
            await answers.WaitAsync(AnswerTimeout, site.Clock.Time, phases.Run);
            socket.Abort();
        }
        catch (Exception fault) when (BareSocket.IsGone(fault))
        {
            // Nobody is there, or it took too long; the next flood follows.
        }
    }

    private async Task<int> CountAsync(BareSocket socket)
    {
        int answers = 0;
        await foreach (WireMessage message in socket.ReadAsync(phases.Run))
        {
            if (message.Id is not null && ++answers == PingsPerConnection)
                break;
        }

        return answers;
    }
}
