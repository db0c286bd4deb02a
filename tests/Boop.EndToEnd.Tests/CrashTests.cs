using System.Text.Json;
using Boop.Client;

namespace Boop.EndToEnd.Tests;

public sealed class CrashTests
{
    [Fact]
    public async Task A_context_survives_kill_9_before_its_result_and_the_sdk_awaits_it_through_the_restart()
    {
        using TemporaryFolder folder = new();
        BoopProcess first = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "off");
        await using BoopClient client = Clients.CoffeeShop(first);
        using RawVendor watcher = await RawVendor.EnterAsync(first, "ven_other", "sk_live_other");
        Task<AuthenticationOutcome> payment = client.AuthenticateAsync(
            new PaymentRequest(2500) { Attributes = ["email"] }, TestContext.Current.CancellationToken);
        await watcher.CreateAsync("other");
        await Cap.PauseAsync(TimeSpan.FromSeconds(1));
        await first.KillAsync();
        await first.DisposeAsync();

        await using BoopProcess second = await BoopProcess.StartAsync("demo", folder, first.Url.Port, "--auto-scan", "100");
        AuthenticationOutcome.Succeeded success = (await payment.WithinAsync("the payment ended after the restart", TimeSpan.FromSeconds(60)))
            .ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        success.Attributes.ShouldContainKey("email");
        using RawVendor other = await RawVendor.EnterAsync(second, "ven_other", "sk_live_other");
        JsonElement outcome = await other.NextAsync();
        outcome.GetProperty("context_id").GetString().ShouldBe("other");
        outcome.GetProperty("result").GetProperty("success").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task An_outcome_survives_kill_9_and_is_told_again_until_it_is_acknowledged()
    {
        using TemporaryFolder folder = new();
        BoopProcess first = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "0");
        using RawVendor before = await RawVendor.EnterAsync(first);
        await before.CreateAsync("kept");
        string told = (await before.NextAsync()).GetRawText();
        await first.KillAsync();
        await first.DisposeAsync();

        await using BoopProcess second = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "off");
        using (RawVendor after = await RawVendor.EnterAsync(second))
        {
            (await after.NextAsync()).GetRawText().ShouldBe(told);
            await after.SendAsync("""{"type":"ack","context_ids":["kept"]}""");
            await after.SendAsync("""{"type":"ping"}""");
            (await after.NextAsync()).GetProperty("type").GetString().ShouldBe("pong");
        }

        using RawVendor last = await RawVendor.EnterAsync(second);
        JsonElement repeated = await RepeatUntilErasedAsync(last, "kept").WithinAsync("the acknowledged outcome was told as erased");
        repeated.GetProperty("context_id").GetString().ShouldBe("kept");
        repeated.GetProperty("result").GetProperty("attributes_erased").GetBoolean().ShouldBeTrue();
        repeated.GetProperty("result").TryGetProperty("attributes", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_vendor_that_drops_is_told_when_it_returns()
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "500");
        RawVendor dropped = await RawVendor.EnterAsync(server);
        await dropped.CreateAsync("while-away");
        await dropped.SendAsync("""{"type":"ping"}""");
        (await dropped.NextAsync()).GetProperty("type").GetString().ShouldBe("pong");
        dropped.Drop();
        await Cap.PauseAsync(TimeSpan.FromSeconds(1));

        using RawVendor returned = await RawVendor.EnterAsync(server);
        JsonElement outcome = await returned.NextAsync();
        outcome.GetProperty("context_id").GetString().ShouldBe("while-away");
        outcome.GetProperty("result").GetProperty("success").GetBoolean().ShouldBeTrue();
        dropped.Dispose();
    }

    [Fact]
    public async Task A_context_whose_deadline_passed_while_the_server_was_down_is_expired_at_once()
    {
        using TemporaryFolder folder = new();
        BoopProcess first = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "off");
        using RawVendor before = await RawVendor.EnterAsync(first);
        await before.CreateAsync("left-behind");
        await before.SendAsync("""{"type":"ping"}""");
        await before.NextAsync();
        await Cap.PauseAsync(TimeSpan.FromSeconds(1));
        await first.KillAsync();
        await first.DisposeAsync();
        await Cap.PauseAsync(TimeSpan.FromSeconds(30));

        await using BoopProcess second = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "off");
        using RawVendor after = await RawVendor.EnterAsync(second);
        (await after.NextAsync(TimeSpan.FromSeconds(5))).GetProperty("code").GetString().ShouldBe("CONTEXT_EXPIRED");
    }

    /// <summary>An acknowledgement has no answer, and a pong waits for nothing: until the erasure is on the disk the values are told, which is true.</summary>
    private static async Task<JsonElement> RepeatUntilErasedAsync(RawVendor vendor, string context)
    {
        while (true)
        {
            await vendor.CreateAsync(context);
            JsonElement told = await vendor.NextAsync();
            if (told.GetProperty("result").TryGetProperty("attributes_erased", out _))
                return told;
            await Cap.PauseAsync(TimeSpan.FromMilliseconds(50));
        }
    }
}
