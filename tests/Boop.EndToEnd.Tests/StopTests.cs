using Boop.Protocol;

namespace Boop.EndToEnd.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task A_stop_tells_every_client_when_to_come_back_and_ends_with_exit_code_0()
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "off");
        using RawVendor coffee = await RawVendor.EnterAsync(server);
        using RawVendor books = await RawVendor.EnterAsync(server, "ven_other", "sk_live_other");
        await coffee.CreateAsync("kept");
        await coffee.SendAsync("""{"type":"ping"}""");
        await coffee.NextAsync();

        Task<int> exit = server.TerminateAsync();
        foreach (RawVendor vendor in new[] { coffee, books })
        {
            (await vendor.ReadToCloseAsync()).ShouldBeOneOf(CloseCode.GoingAway, CloseCode.ServiceRestart);
            vendor.CloseReason.ShouldNotBeNull().ShouldStartWith("retry_after_ms=");
        }

        (await exit).ShouldBe(0);
        await using BoopProcess next = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "0");
        using RawVendor returned = await RawVendor.EnterAsync(next);
        (await returned.NextAsync()).GetProperty("context_id").GetString().ShouldBe("kept");
    }
}
