using Boop.Client;
using Boop.Protocol.Vendor;

namespace Boop.EndToEnd.Tests;

public sealed class CancelTests
{
    [Fact]
    public async Task The_sdk_withdraws_an_open_payment_and_learns_of_one_that_was_paid_before()
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "2500");
        await using BoopClient client = Clients.CoffeeShop(server);
        Task<AuthenticationOutcome> withdrawn = client.AuthenticateAsync(
            new PaymentRequest(2500) { ContextId = "withdrawn" }, TestContext.Current.CancellationToken);
        await BecomesKnownAsync(client, "withdrawn");
        (await client.CancelAsync("withdrawn", TestContext.Current.CancellationToken)).ShouldBeOfType<AuthenticationOutcome.Cancelled>();
        (await withdrawn.WithinAsync("the payment ended with its cancel")).ShouldBeOfType<AuthenticationOutcome.Cancelled>();

        AuthenticationOutcome paid = await client.AuthenticateAsync(
            new PaymentRequest(2500) { ContextId = "paid" }, TestContext.Current.CancellationToken);
        paid.ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        (await client.CancelAsync("paid", TestContext.Current.CancellationToken)).ShouldBeOfType<AuthenticationOutcome.Succeeded>(
            "a late success beats a cancel");
        (await client.GetAsync("withdrawn", TestContext.Current.CancellationToken)).State.ShouldBe(ContextStates.Cancelled);
    }

    [Fact]
    public async Task A_request_is_found_again_by_a_new_process_after_kill_9()
    {
        using TemporaryFolder folder = new();
        BoopProcess first = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "off");
        await using (BoopClient before = Clients.CoffeeShop(first))
        {
            using CancellationTokenSource leaving = new();
            Task<AuthenticationOutcome> abandoned = before.AuthenticateAsync(new PaymentRequest(2500) { ContextId = "abandoned" }, leaving.Token);
            await BecomesKnownAsync(before, "abandoned");
            await leaving.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => abandoned);
        }

        await first.KillAsync();
        await first.DisposeAsync();
        await using BoopProcess second = await BoopProcess.StartAsync("demo", folder, first.Url.Port, "--auto-scan", "off");
        await using BoopClient after = Clients.CoffeeShop(second);
        ContextStatus status = await after.GetAsync("abandoned", TestContext.Current.CancellationToken);
        status.Outcome.ShouldBeNull();
        status.ExpiresIn.ShouldBeGreaterThan(TimeSpan.Zero);
        (await after.CancelAsync("abandoned", TestContext.Current.CancellationToken)).ShouldBeOfType<AuthenticationOutcome.Cancelled>();
    }

    /// <summary>The create has been sent, and the network has it.</summary>
    private static async Task BecomesKnownAsync(BoopClient client, string contextId)
    {
        while (true)
        {
            try
            {
                await client.GetAsync(contextId, TestContext.Current.CancellationToken);
                return;
            }
            catch (BoopException unknown) when (unknown.Code == BoopErrorCodes.ContextNotFound)
            {
                // The look was queued before the create.
            }
        }
    }
}
