using System.Text.Json;
using Boop.Client.Tests.Scripted;
using Boop.Protocol.Scanner;

namespace Boop.Scanner.Tests;

/// <summary>Every frame that the network may send to a scanner, byte for byte, reaches a live client.</summary>
public sealed class VectorTests : ScannerTestBase
{
    public static TheoryData<string> Outs()
    {
        var frames = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "vectors"), "*.jsonl"))
        {
            foreach (string line in File.ReadLines(file).Where(line => line.Length > 0))
            {
                JsonElement vector = JsonDocument.Parse(line).RootElement;
                if (vector.GetProperty("socket").GetString() == "scanner")
                {
                    frames.UnionWith(vector.GetProperty("out").EnumerateArray().Select(frame => frame.GetString()!));
                }
            }
        }

        return [.. frames];
    }

    [Fact]
    public void There_are_vectors() => Outs().Count.ShouldBeGreaterThan(5);

    [Theory]
    [MemberData(nameof(Outs))]
    public async Task What_the_network_says_is_taken_and_the_session_goes_on(string vector)
    {
        string frame = vector
            .Replace("<retry_after_ms>", "1500", StringComparison.Ordinal)
            .Replace("<expires_in_ms>", "25000", StringComparison.Ordinal);
        JsonElement message = JsonDocument.Parse(frame).RootElement;
        (SimulatedScanner scanner, ScriptedConnection connection) = await ConnectedAsync();
        await connection.SendAsync(frame);
        await connection.SendOfferAsync("off_last");

        CancellationToken token = TestContext.Current.CancellationToken;
        if (message.GetProperty("type").GetString() == "offer")
        {
            Offer offer = await Cap.Of(scanner.NextOfferAsync(null, token), "the offer of the vector");
            offer.OfferId.ShouldBe(message.GetProperty("offer_id").GetString());
            offer.ExpiresInMs.ShouldBe(message.GetProperty("expires_in_ms").GetInt32());
        }

        (await Cap.Of(scanner.NextOfferAsync(null, token), "the last offer")).OfferId.ShouldBe("off_last");
        Network.Attempts.ShouldBe(1);
    }
}
