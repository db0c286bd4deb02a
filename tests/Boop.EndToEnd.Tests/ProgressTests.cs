using Boop.Client;
using Boop.Protocol.Vendor;

namespace Boop.EndToEnd.Tests;

public sealed class ProgressTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sdk_shows_how_a_payment_gets_on_until_it_is_paid()
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "1000");
        await using BoopClient client = Clients.CoffeeShop(server);
        await using PendingAuthentication pending =
            await client.StartAsync(new PaymentRequest(2500), Token).WithinAsync("the payment was accepted");
        List<string> states = await StatesAsync(pending).WithinAsync("the payment's states ended");

        states[0].ShouldBe(ContextStates.Accepted);
        states.ShouldContain(ContextStates.Offered);
        states[^1].ShouldBe(ContextStates.Succeeded);
        (await pending.WaitAsync(Token)).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task A_payment_that_another_process_began_is_shown_and_withdrawn()
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "off");
        var request = new PaymentRequest(2500) { ContextId = "begun" };
        await using (BoopClient before = Clients.CoffeeShop(server))
        {
            await (await before.StartAsync(request, Token).WithinAsync("the payment was accepted")).DisposeAsync();
        }

        await using BoopClient after = Clients.CoffeeShop(server);
        await using PendingAuthentication pending = await after.StartAsync(request, Token).WithinAsync("the payment was found again");
        (await pending.CancelAsync(Token)).ShouldBeOfType<AuthenticationOutcome.Cancelled>();
        List<string> states = await StatesAsync(pending).WithinAsync("the payment's states ended");
        states.ShouldBe([ContextStates.Offered, ContextStates.Cancelled]);
    }

    private static async Task<List<string>> StatesAsync(PendingAuthentication pending)
    {
        List<string> states = [];
        await foreach (ContextStatus status in pending.ReadProgressAsync(Token))
        {
            states.Add(status.State);
        }

        return states;
    }
}
