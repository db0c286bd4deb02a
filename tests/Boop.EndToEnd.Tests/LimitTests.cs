using System.Text.Json;

namespace Boop.EndToEnd.Tests;

public sealed class LimitTests
{
    [Fact]
    public async Task A_hundred_contexts_at_once_succeed_and_the_next_is_told_truly_when_to_come_back()
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "0");
        using RawVendor vendor = await RawVendor.EnterAsync(server);
        for (int i = 0; i < 101; i++)
            await vendor.CreateAsync($"c-{i}");

        HashSet<string> succeeded = [];
        JsonElement? refused = null;
        for (int i = 0; i < 101; i++)
        {
            JsonElement frame = await vendor.NextAsync();
            if (frame.GetProperty("type").GetString() == "error")
                refused = frame;
            else
                succeeded.Add(frame.GetProperty("context_id").GetString()!).ShouldBeTrue("no outcome is told twice");
        }

        succeeded.Count.ShouldBe(100);
        refused!.Value.GetProperty("code").GetString().ShouldBe("RATE_LIMITED");
        refused.Value.GetProperty("context_id").GetString().ShouldBe("c-100");
        int wait = refused.Value.GetProperty("retry_after_ms").GetInt32();
        wait.ShouldBeInRange(1, 60_000);

        vendor.Drop();
        using RawVendor again = await RawVendor.EnterAsync(server);
        for (int i = 0; i < 100; i++)
            await again.NextAsync();
        await again.CreateAsync("c-100");
        (await again.NextAsync()).GetProperty("code").GetString().ShouldBe("RATE_LIMITED", "reconnecting refills nothing");
        await Cap.PauseAsync(TimeSpan.FromMilliseconds(wait));
        await again.CreateAsync("c-100");
        (await again.NextAsync()).GetProperty("type").GetString().ShouldBe("auth_result");
    }
}
