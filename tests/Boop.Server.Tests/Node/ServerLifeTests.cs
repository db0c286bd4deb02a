using System.Net;
using System.Text.Json;
using Boop.Server.Tests.Processes;
using Boop.Testing;
using Microsoft.Data.Sqlite;

namespace Boop.Server.Tests.Node;

public sealed class ServerLifeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_server_that_is_told_to_stop_tells_its_clients_and_ends_well()
    {
        await using BoopServer server = await BoopServer.StartAsync("demo", _folder.Data);
        using VendorSocket vendor = await VendorSocket.ConnectAsync(server);
        (await vendor.AuthenticateAsync("ven_abc123", "sk_live_xyz789")).GetProperty("type").GetString().ShouldBe("authenticated");

        Task<BoopRun> stopped = server.StopAsync();

        (await vendor.ReceiveAsync()).ShouldBeNull();
        vendor.CloseCode.ShouldBe(1012);
        (await stopped).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_server_that_is_told_to_stop_while_it_starts_ends_well()
    {
        await using BoopServer server = BoopServer.Begin("serve", _folder.Data);
        await Eventually.ShouldAsync(() => Task.FromResult(File.Exists(Path.Combine(_folder.Data, "boop.lock"))), "the folder is locked");

        BoopRun run = await server.StopAsync();

        run.ExitCode.ShouldBe(0, run.Error);
    }

    [Fact]
    public async Task Health_follows_the_store()
    {
        await using BoopServer server = await BoopServer.StartAsync("serve", _folder.Data);
        using HttpClient http = new();
        (await AskHealthAsync(http, server)).Status.ShouldBe(HttpStatusCode.OK);

        using (SqliteConnection other = new($"Data Source={Path.Combine(_folder.Data, "boop.db")};Pooling=False"))
        {
            other.Open();
            Execute(other, "BEGIN IMMEDIATE");
            await Eventually.ShouldAsync(
                async () => await AskHealthAsync(http, server)
                    == (HttpStatusCode.ServiceUnavailable, """{"healthy":false,"store_writable":false,"sockets_accepted":true,"cluster_member":true}"""),
                "a store that another program holds is unhealthy");
            Execute(other, "ROLLBACK");
        }

        await Eventually.ShouldAsync(async () => (await AskHealthAsync(http, server)).Status == HttpStatusCode.OK, "it is healthy again");
    }

    [Fact]
    public async Task A_folder_bears_one_server()
    {
        await using BoopServer server = await BoopServer.StartAsync("serve", _folder.Data);

        (await BoopRun.OfAsync("serve", "--urls", "http://127.0.0.1:0", "--data", _folder.Data)).ShouldRefuse("in use by another boop server");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_one_line()
    {
        await using BoopServer server = await BoopServer.StartAsync("serve", _folder.Data);

        BoopRun run = await BoopRun.OfAsync("serve", "--urls", server.Url.ToString(), "--data", _folder.File("other"));

        run.ShouldRefuse("is in use by another program");
    }

    [Fact]
    public async Task A_damaged_database_is_told_in_one_line()
    {
        (await BoopRun.OfAsync("vendor", "add", "--name", "Bar", "--data", _folder.Data)).ExitCode.ShouldBe(0);
        File.WriteAllText(Path.Combine(_folder.Data, "boop.db"), new string('x', 8_192));

        (await BoopRun.OfAsync("serve", "--urls", "http://127.0.0.1:0", "--data", _folder.Data)).ShouldRefuse("is damaged");
    }

    [Fact]
    public async Task A_lost_key_ring_is_told_and_never_replaced()
    {
        (await BoopRun.OfAsync("vendor", "add", "--name", "Bar", "--data", _folder.Data)).ExitCode.ShouldBe(0);
        string ring = Path.Combine(_folder.Data, "keys", "ring.json");
        File.Delete(ring);

        (await BoopRun.OfAsync("serve", "--urls", "http://127.0.0.1:0", "--data", _folder.Data)).ShouldRefuse("no key ring");
        (await BoopRun.OfAsync("vendor", "add", "--name", "Bar", "--data", _folder.Data)).ShouldRefuse("no key ring");
        File.Exists(ring).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_ring_of_another_store_is_told_in_one_line()
    {
        string other = _folder.File("other");
        (await BoopRun.OfAsync("vendor", "add", "--name", "Bar", "--data", other)).ExitCode.ShouldBe(0);
        (await BoopRun.OfAsync("person", "add", "--palm-seed", "somebody", "--data", _folder.Data)).ExitCode.ShouldBe(0);

        BoopRun run = await BoopRun.OfAsync(
            "serve", "--urls", "http://127.0.0.1:0", "--data", _folder.Data, "--secret-file", Path.Combine(other, "keys", "ring.json"));

        run.ShouldRefuse("key ring does not open");
    }

    [Fact]
    public async Task A_key_ring_may_lie_elsewhere()
    {
        string ring = _folder.File("ring.json");
        BoopRun added = await BoopRun.OfAsync("vendor", "add", "--name", "Bar", "--id", "ven_bar", "--data", _folder.Data, "--secret-file", ring);
        string key = added.ShouldPrintJson().GetProperty("api_key").GetString().ShouldNotBeNull();

        await using BoopServer server = await BoopServer.StartAsync("serve", _folder.Data, "--secret-file", ring);
        using VendorSocket vendor = await VendorSocket.ConnectAsync(server);

        (await vendor.AuthenticateAsync("ven_bar", key)).GetProperty("type").GetString().ShouldBe("authenticated");
        Directory.Exists(Path.Combine(_folder.Data, "keys")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/below")]
    public async Task A_folder_that_cannot_be_made_is_told_in_one_line(string name)
    {
        File.WriteAllText(_folder.File("file"), "");

        (await BoopRun.OfAsync("serve", "--urls", "http://127.0.0.1:0", "--data", _folder.File(name))).ShouldRefuse("choose another with --data");
    }

    [Fact]
    public async Task What_the_command_line_writes_a_running_server_sees()
    {
        await using BoopServer server = await BoopServer.StartAsync("serve", _folder.Data);
        JsonElement added = (await BoopRun.OfAsync("vendor", "add", "--name", "Bar", "--data", _folder.Data)).ShouldPrintJson();
        string id = added.GetProperty("vendor_id").GetString().ShouldNotBeNull();
        string key = added.GetProperty("api_key").GetString().ShouldNotBeNull();

        await Eventually.ShouldAsync(
            async () =>
            {
                using VendorSocket vendor = await VendorSocket.ConnectAsync(server);
                return (await vendor.AuthenticateAsync(id, key)).GetProperty("type").GetString() == "authenticated";
            },
            "the new vendor is let in");
        BoopRun run = await server.StopAsync();
        (run.Output + run.Error).ShouldNotContain(key);
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskHealthAsync(HttpClient http, BoopServer server)
    {
        using HttpResponseMessage answer = await http.GetAsync(new Uri(server.Url, "health"), TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
