using System.Text.Json;
using Boop.Contexts;
using Boop.Gateway.Tests.Fakes;
using Boop.Storage;

namespace Boop.Gateway.Tests.Network;

/// <summary>A vendor that never acknowledges has some 500 outcomes waiting at each authentication.</summary>
public sealed class RedeliveryTests
{
    private const int Waiting = 500;

    [Fact]
    public async Task Five_hundred_waiting_outcomes_reach_a_slow_reader_in_order_and_leave_its_session_alive()
    {
        await using RealNetwork network = await RealNetwork.StartAsync(worlds: 1);
        await DecideAsync(network, new WorldNames(0).Vendor);
        await using World world = network.OpenWorld(0);
        for (int session = 0; session < 2; session++)
        {
            // A wire that holds a few frames: what is sent waits for what is read.
            GatewayClient client = await world.EnterVendorAsync(bufferedBytes: 1_024);
            List<string> told = [];
            while (told.Count < Waiting)
                told.Add(ContextOf(await client.ReceiveTextAsync()));
            told.ShouldBe(Enumerable.Range(0, Waiting).Select(Name), "each once, in the order of their decisions");
            await client.ShouldStillWorkAsync();
        }
    }

    [Fact]
    public async Task A_pong_waits_for_no_outcome_that_the_socket_has_not_taken_yet()
    {
        await using RealNetwork network = await RealNetwork.StartAsync(worlds: 1);
        await DecideAsync(network, new WorldNames(0).Vendor);
        await using World world = network.OpenWorld(0);
        GatewayClient client = await world.EnterVendorAsync(bufferedBytes: 1_024);
        await client.SendAsync(Wire.Ping);
        int before = 0;
        while (await client.ReceiveTextAsync() != Wire.Pong)
            before++;
        before.ShouldBeLessThan(Waiting / 2, "the outbox holds a part of the outcomes, and the pong stands behind that part alone");
    }

    private static string Name(int number) => $"waiting-{number:d3}";

    private static async Task DecideAsync(RealNetwork network, VendorId vendor)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        VendorClaim claim = await network.Store.ClaimAsync(vendor, cancellation);
        for (int i = 0; i < Waiting; i++)
        {
            ContextId id = ContextId.Parse(Name(i));
            DateTimeOffset accepted = claim.Now.AddMilliseconds(i - Waiting);
            JournalRecord[] records =
            [
                new JournalRecord.Accepted(id, new Requirements(ContextKind.Entrance), accepted.AddMinutes(-2), accepted.AddMinutes(-2) + ContextRules.TimeToLive),
                new JournalRecord.Decided(id, new Outcome.Failed(FailureReason.Declined, accepted)),
            ];
            (await network.Store.AppendAsync(vendor, claim.Epoch, records)).ShouldBe(AppendAnswer.Written);
        }
    }

    private static string ContextOf(string frame)
    {
        using JsonDocument message = JsonDocument.Parse(frame);
        return message.RootElement.GetProperty("context_id").GetString()!;
    }
}
