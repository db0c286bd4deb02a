using System.Diagnostics;
using System.Text.Json;

namespace Boop.EndToEnd.Tests;

/// <summary>A client that knows the public page alone, under Node: the published class where its document is at hand, else one of the same behaviour.</summary>
public sealed class SeedClientTests
{
    [Theory]
    [InlineData("payment", "200")]
    [InlineData("expiry", "off")]
    public async Task A_client_written_from_the_public_page_works_unchanged(string scenario, string autoScan)
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", autoScan);
        using Process client = Start(server, scenario);
        await EndsWellAsync(client);
    }

    [Fact]
    public async Task Wrong_credentials_are_told_in_the_pages_words()
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "off");
        using Process client = Start(server, "bad-credentials", "sk_live_wrong");
        await EndsWellAsync(client);
    }

    [Fact]
    public async Task It_comes_back_after_a_restart_and_is_served_again()
    {
        using TemporaryFolder folder = new();
        BoopProcess first = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "200");
        using Process client = Start(first, "reconnect");
        await ReadToAsync(client, "ready_for_restart");
        await first.TerminateAsync();
        await first.DisposeAsync();
        // The published class ends where it is refused a connection: the server must listen again within its 5 s.
        await using BoopProcess second = await BoopProcess.StartAsync("demo", folder, first.Url.Port, "--auto-scan", "200");
        await EndsWellAsync(client);
    }

    private static Process Start(BoopProcess server, string scenario, string? key = null)
    {
        ProcessStartInfo start = new("node", ["harness.mjs", "--url", server.VendorSocket.ToString(), "--scenario", scenario])
        {
            WorkingDirectory = Folder(),
            RedirectStandardOutput = true,
        };
        if (key is not null)
            start.Environment["BOOP_API_KEY"] = key;
        return Process.Start(start)!;
    }

    private static async Task EndsWellAsync(Process client)
    {
        JsonElement done = await ReadToAsync(client, "done");
        done.GetProperty("ok").GetBoolean().ShouldBeTrue(done.GetRawText());
        await client.WaitForExitAsync(TestContext.Current.CancellationToken);
        client.ExitCode.ShouldBe(0);
    }

    private static async Task<JsonElement> ReadToAsync(Process client, string observation)
    {
        List<string> seen = [];
        while (await client.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask()
            .WithinAsync($"the client observed {observation}", TimeSpan.FromSeconds(70)) is { } line)
        {
            seen.Add(line);
            JsonElement seenHere = JsonDocument.Parse(line).RootElement.Clone();
            string? kind = seenHere.GetProperty("observation").GetString();
            if (kind == observation)
                return seenHere;
            if (kind == "done")
                break;
        }

        throw new InvalidOperationException($"The client ended without {observation}: {string.Join(' ', seen)}");
    }

    /// <summary>The client's folder in the repository, where its packages are installed.</summary>
    private static string Folder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Boop.slnx")))
            folder = folder.Parent;
        string clients = Path.Combine(folder!.FullName, "tests", "Boop.EndToEnd.Tests", "SeedClient");
        return Directory.Exists(Path.Combine(clients, "node_modules"))
            ? clients
            : throw new InvalidOperationException("The Node client's packages are missing: run ./test.sh once, or npm install in its folder.");
    }
}
