using System.Text.Json;
using Boop.Palms;
using Boop.Testing;

namespace Boop.Gateway.Tests.Network;

/// <summary>What happens at the scanner: answers the offer that came last, over the scanner's own socket.</summary>
internal sealed class PalmReader(FrameClient socket)
{
    private const int Well = 90;
    private const int Poorly = 5;

    private readonly Random _random = new(17);
    private string _offer = "";
    private int _attempt;

    /// <summary>Reads on to the next offer.</summary>
    public async Task NextOfferAsync()
    {
        string frame;
        do
        {
            frame = (await socket.ReceiveAsync("the scanner got an offer")).Text;
        }
        while (!See(frame));
    }

    /// <summary>Takes a frame for the scanner; true where it is an offer.</summary>
    public bool See(string frame)
    {
        using JsonDocument message = JsonDocument.Parse(frame);
        if (message.RootElement.GetProperty("type").GetString() != "offer")
            return false;
        _offer = message.RootElement.GetProperty("offer_id").GetString()!;
        _attempt = 0;
        return true;
    }

    /// <summary>Shows a palm once.</summary>
    public async Task ShowAsync(string palm)
    {
        byte[] template = palm == "unreadable" ? [1, 2, 3] : SyntheticPalm.Of(SeedOf(palm), Hand.Right).Capture(_random).Template.ToBytes();
        int quality = palm == "poor" ? Poorly : Well;
        await socket.SendAsync($$"""{"type":"presented","offer_id":"{{_offer}}"}""");
        await socket.SendAsync(
            $$"""{"type":"scan","offer_id":"{{_offer}}","attempt":{{++_attempt}},"template":"{{Convert.ToBase64String(template)}}","quality":{{quality}},"hand":"right"}""");
    }

    /// <summary>Shows a palm again and again, until that is no use.</summary>
    public async Task ShowUntilOverAsync(string palm)
    {
        bool isOver = false;
        while (!isOver)
        {
            await ShowAsync(palm);
            using JsonDocument result = JsonDocument.Parse((await socket.ReceiveAsync("the scan was answered")).Text);
            isOver = result.RootElement.GetProperty("outcome").GetString() is not ("not_recognised" or "poor_quality")
                || result.RootElement.GetProperty("attempts_left").GetInt32() == 0;
        }
    }

    public Task DeclineAsync() => socket.SendAsync($$"""{"type":"decline","offer_id":"{{_offer}}"}""");

    public Task FailAsync() => socket.SendAsync($$"""{"type":"failed","offer_id":"{{_offer}}","reason":"lamp broken"}""");

    private static string SeedOf(string palm) => palm switch
    {
        "known" or "poor" => RealNetwork.Known,
        "child" => RealNetwork.Child,
        "foreign" => RealNetwork.Foreigner,
        "stranger" => RealNetwork.Stranger,
        _ => throw new InvalidOperationException($"Whose palm is that: {palm}?"),
    };
}
