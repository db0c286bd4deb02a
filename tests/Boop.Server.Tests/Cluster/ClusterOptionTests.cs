using Boop.Server.Tests.Processes;
using Boop.Testing;
using Boop.Testing.PostgreSql;
using Npgsql;

namespace Boop.Server.Tests.Cluster;

/// <summary>What the commands do with a cluster's database, good and bad.</summary>
public sealed class ClusterOptionTests(PostgreSqlFixture fixture) : IDisposable
{
    private const string Secret = "hunter2";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cannot be read", "hunter2")]
    [InlineData("cannot be read", "Host=127.0.0.1;Password=hunter2")]
    [InlineData("names no database", "")]
    [InlineData("No PostgreSQL server answers at 127.0.0.1:1;", "Host=127.0.0.1;Port=1;Database=boop;Username=boop;Password=hunter2")]
    public async Task A_connection_string_that_leads_nowhere_is_told_in_one_line_by_every_command(string saying, string connectionString)
    {
        string[][] commands = [["serve", "--urls", "http://127.0.0.1:0"], ["vendor", "add", "--name", "A"], ["scanner", "add", "--vendor", "v"], ["person", "add"]];
        foreach (string[] command in commands)
            Refuses(await BoopRun.OfAsync([.. command, "--cluster", connectionString, "--data", _folder.Data]), saying);
    }

    [Fact]
    public async Task A_wrong_password_a_missing_database_and_missing_rights_are_told_in_one_line()
    {
        PostgreSqlServer server = await fixture.ServerAsync();
        await RefusesAsync(server.ConnectionString("postgres", "boop", Secret), "refuses the user boop");
        await RefusesAsync(server.ConnectionString("missing", "boop"), "has no database missing");
        await RefusesAsync(server.ConnectionString("postgres", "boop"), "does not give the user boop the rights");
    }

    [Fact]
    public async Task A_connection_string_that_slipped_from_its_option_is_not_repeated()
    {
        Refuses(await BoopRun.OfAsync("serve", $"Host=127.0.0.1;Password={Secret}"), "'Host=…'");
        Refuses(await BoopRun.OfAsync("serve", $"--clusterr=Host=127.0.0.1;Password={Secret}"), "'--clusterr=…'");
        Refuses(await BoopRun.OfAsync("demo", $"--cluster=Host=127.0.0.1;Password={Secret}"), "'--cluster=…'");
    }

    [Fact]
    public async Task The_environment_names_the_cluster_and_help_does_not_print_it()
    {
        string connectionString = $"Host=127.0.0.1;Port=1;Database=boop;Username=boop;Password={Secret}";
        Dictionary<string, string> environment = new() { ["BOOP__CLUSTER"] = connectionString };
        Refuses(await BoopRun.WithEnvironmentAsync(environment, "vendor", "add", "--name", "A", "--data", _folder.Data), "No PostgreSQL server answers");
        BoopRun help = await BoopRun.WithEnvironmentAsync(environment, "serve", "--help");
        help.Output.ShouldContain("--cluster");
        help.Output.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Commands_write_to_the_cluster_and_leave_the_folder_the_key_ring_alone()
    {
        string connectionString = await (await fixture.ServerAsync()).CreateDatabaseAsync();
        string[] store = ["--cluster", connectionString, "--data", _folder.Data];
        (await BoopRun.OfAsync(["vendor", "add", "--name", "A", "--id", "ven_1", .. store])).ShouldPrintJson();
        (await BoopRun.OfAsync(["scanner", "add", "--vendor", "ven_1", .. store])).ShouldPrintJson().GetProperty("terminal_id").GetString().ShouldBe("till-1");
        (await BoopRun.OfAsync(["person", "add", "--consent", "ven_1:email", "--palm-seed", "ada", .. store])).ShouldPrintJson();
        Refuses(await BoopRun.OfAsync(["vendor", "add", "--name", "A", "--id", "ven_1", .. store]), "exists already");
        Directory.GetFiles(_folder.Data, "*", SearchOption.AllDirectories).ShouldBe([Path.Combine(_folder.Data, "keys", "ring.json")]);
    }

    [Fact]
    public async Task A_node_without_the_clusters_key_ring_makes_none_and_one_with_another_ring_is_refused()
    {
        string connectionString = await (await fixture.ServerAsync()).CreateDatabaseAsync();
        string other = _folder.File("other");
        (await BoopRun.OfAsync("vendor", "add", "--name", "A", "--cluster", connectionString, "--data", _folder.Data)).ExitCode.ShouldBe(0);
        (await BoopRun.OfAsync("vendor", "add", "--name", "A", "--data", other)).ExitCode.ShouldBe(0);

        string none = _folder.File("none");
        Refuses(await BoopRun.OfAsync("serve", "--urls", "http://127.0.0.1:0", "--cluster", connectionString, "--data", none), "There is no key ring");
        Directory.GetFiles(none, "*", SearchOption.AllDirectories).ShouldBeEmpty();
        Refuses(await BoopRun.OfAsync("serve", "--urls", "http://127.0.0.1:0", "--cluster", connectionString, "--data", other), "key ring does not open");
    }

    [Fact]
    public async Task A_server_on_a_cluster_says_so_serves_and_stops_without_a_word_of_the_password()
    {
        string connectionString = await (await fixture.ServerAsync()).CreateDatabaseAsync();
        await using BoopServer server = await BoopServer.StartAsync("serve", _folder.Data, "--verbose", "--silo-port", "0", "--cluster", connectionString);
        using HttpClient http = new();
        string health = await http.GetStringAsync(new Uri(server.Url, "/health"), TestContext.Current.CancellationToken);
        health.ShouldContain("\"store_writable\":true");
        BoopRun run = await server.StopAsync();
        run.ExitCode.ShouldBe(0, run.Error);
        NpgsqlConnectionStringBuilder address = new(connectionString);
        run.Output.ShouldContain($"the database {address.Database} at 127.0.0.1:{address.Port}");
        (run.Output + run.Error).ShouldNotContain(address.Password!);
    }

    private static void Refuses(BoopRun run, string saying)
    {
        run.ShouldRefuse(saying);
        run.Error.ShouldNotContain(Secret);
    }

    private async Task RefusesAsync(string connectionString, string saying)
    {
        BoopRun run = await BoopRun.OfAsync("serve", "--urls", "http://127.0.0.1:0", "--cluster", connectionString, "--data", _folder.Data);
        Refuses(run, saying);
        run.Error.ShouldNotContain(new NpgsqlConnectionStringBuilder(connectionString).Password!);
    }
}
