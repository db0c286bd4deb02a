using System.Text.RegularExpressions;
using Boop.Storage.Migrations;
using Boop.Storage.PostgreSql;
using Boop.Testing.PostgreSql;
using Npgsql;

namespace Boop.Storage.Tests;

/// <summary>Databases that cannot be used, and how their schema comes to its level.</summary>
public sealed class PostgreSqlOpeningTests(PostgreSqlFixture fixture) : IAsyncLifetime
{
    private PostgreSqlBench _bench = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IReadOnlyList<string> Scripts => SchemaScripts.Read("PostgreSql.Schema");

    public async ValueTask InitializeAsync() => _bench = await PostgreSqlBench.CreateAsync(fixture);

    public ValueTask DisposeAsync()
    {
        _bench.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Password=hunter2;Port=hunter2", "cannot be read")]
    [InlineData("hunter2", "cannot be read")]
    [InlineData("Password=hunter2;Database=boop", "cannot be read")]
    [InlineData("Host=127.0.0.1;Password=hunter2", "cannot be read")]
    [InlineData("Host=127.0.0.1;Port=1;Database=boop;Username=boop;Password=hunter2", "No PostgreSQL server answers at 127.0.0.1:1;")]
    public async Task A_connection_string_that_leads_nowhere_is_told_without_its_password(string connectionString, string saying) =>
        (await RefusalAsync(connectionString)).ShouldContain(saying);

    [Fact]
    public async Task Of_several_hosts_one_that_can_be_written_is_used()
    {
        string several = _bench.ConnectionString.Replace("Host=127.0.0.1;", $"Host=127.0.0.1:1,127.0.0.1:{_bench.Server.Port};", StringComparison.Ordinal);
        await using PostgreSqlStore store = await _bench.OpenAsync(_ => new PostgreSqlStoreOptions(several));
        await store.Contexts.CheckWritableAsync(Cancellation);
        (await store.Directory.GetVersionAsync(Cancellation)).ShouldBe(1);
        (await RefusalAsync("Host=127.0.0.1:1,127.0.0.1:2;Database=boop;Password=hunter2")).ShouldContain("at 127.0.0.1:1,127.0.0.1:2;");
    }

    [Fact]
    public async Task A_wrong_password_a_missing_database_and_missing_rights_are_told_with_their_cure()
    {
        string database = new NpgsqlConnectionStringBuilder(_bench.ConnectionString).Database!;
        (await RefusalAsync(_bench.Server.ConnectionString(database, "boop", "hunter2"))).ShouldContain("refuses the user boop");
        (await RefusalAsync(_bench.Server.ConnectionString("missing", "boop"))).ShouldContain("has no database missing");
        (await RefusalAsync(_bench.Server.ConnectionString("postgres", "boop"))).ShouldContain("does not give the user boop the rights");
    }

    [Fact]
    public async Task An_empty_schema_that_belongs_to_the_user_is_enough()
    {
        string database = new NpgsqlConnectionStringBuilder(_bench.ConnectionString).Database!;
        await _bench.Server.RunAsync($"ALTER DATABASE {database} OWNER TO postgres; CREATE SCHEMA boop AUTHORIZATION boop", _bench.ConnectionString);
        await (await _bench.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task A_schema_of_another_program_is_left_alone()
    {
        await _bench.RunAsync("CREATE SCHEMA boop AUTHORIZATION boop; CREATE TABLE boop.theirs (id int)");
        (await RefusalAsync(_bench.ConnectionString)).ShouldContain("another program's");
        (await _bench.ScalarAsync("SELECT count(*) FROM pg_class WHERE relnamespace = 'boop'::regnamespace")).ShouldBe(1L);
    }

    [Fact]
    public async Task A_database_without_unicode_or_one_that_is_read_only_is_refused()
    {
        using PostgreSqlBench ascii = await PostgreSqlBench.CreateAsync(_bench.Server, "ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0");
        (await RefusalAsync(ascii.ConnectionString)).ShouldContain("encoding");
        string database = new NpgsqlConnectionStringBuilder(_bench.ConnectionString).Database!;
        await _bench.RunAsync($"ALTER DATABASE {database} SET default_transaction_read_only = on");
        (await RefusalAsync(_bench.ConnectionString)).ShouldContain("name the primary");
    }

    [Fact]
    public async Task Where_commits_would_not_wait_for_the_disk_the_stores_own_do()
    {
        string database = new NpgsqlConnectionStringBuilder(_bench.ConnectionString).Database!;
        await _bench.RunAsync($"ALTER DATABASE {database} SET synchronous_commit = off");
        await using PostgreSqlStore store = await _bench.OpenAsync();
        store.SynchronousCommit.ShouldBe("on");
    }

    [Fact]
    public async Task Another_clusters_key_ring_is_refused()
    {
        await (await _bench.OpenAsync()).DisposeAsync();
        DatabaseException fault = await Should.ThrowAsync<DatabaseException>(() => _bench.OpenAsync(ring: _bench.OtherRing));
        fault.Message.ShouldContain("key ring does not open");
        fault.Message.ShouldContain("--secret-file");
        await (await _bench.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Whoever_brings_the_ring_hears_whether_there_is_one()
    {
        List<bool> heard = [];
        for (int i = 0; i < 2; i++)
        {
            await using PostgreSqlStore store = await PostgreSqlStore.OpenAsync(
                new PostgreSqlStoreOptions(_bench.ConnectionString),
                hasOne =>
                {
                    heard.Add(hasOne);
                    return _bench.Ring;
                },
                TimeProvider.System,
                _bench.Logs.CreateLogger("store"),
                Cancellation);
        }

        heard.ShouldBe([false, true]);
    }

    [Fact]
    public async Task Nodes_that_start_at_once_make_one_store()
    {
        PostgreSqlStore[] stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _bench.OpenAsync()));
        foreach (PostgreSqlStore store in stores)
            await store.DisposeAsync();
        (await _bench.ScalarAsync("SELECT count(*) FROM schema_levels")).ShouldBe((long)Scripts.Count);
        (await _bench.ScalarAsync("SELECT count(*) FROM key_check")).ShouldBe(1L);
    }

    [Fact]
    public async Task A_node_that_meets_an_older_schema_migrates_it()
    {
        await MigrateAsync(new PostgreSqlSchema([Scripts[0]], "0.0.1"));
        (await _bench.ScalarAsync("SELECT max(level) FROM schema_levels")).ShouldBe(1);
        await (await _bench.OpenAsync()).DisposeAsync();
        (await _bench.ScalarAsync("SELECT max(level) FROM schema_levels")).ShouldBe(Scripts.Count);
        (await _bench.ScalarAsync("SELECT release FROM schema_levels WHERE level = 1")).ShouldBe("0.0.1");
    }

    [Fact]
    public async Task Two_releases_run_side_by_side_as_long_as_the_newer_schema_allows_the_older()
    {
        string expand = "-- Usable from level 1 on.\nALTER TABLE contexts ADD COLUMN novelty text;";
        await using PostgreSqlStore running = await _bench.OpenAsync();
        await MigrateAsync(new PostgreSqlSchema([.. Scripts, expand], "7.7.7"));

        await using PostgreSqlStore started = await _bench.OpenAsync();
        foreach (PostgreSqlStore store in new[] { running, started })
            await store.Contexts.ClaimAsync(Contexts.VendorId.Parse("ven_1"), Cancellation);
    }

    [Fact]
    public async Task A_node_that_is_too_old_for_the_schema_refuses_to_start_and_names_both_releases()
    {
        int next = Scripts.Count + 1;
        string contract = $"-- Usable from level {next} on.\nALTER TABLE contexts DROP COLUMN is_acknowledged;";
        await MigrateAsync(new PostgreSqlSchema([.. Scripts, contract], "7.7.7"));
        string refusal = await RefusalAsync(_bench.ConnectionString);
        refusal.ShouldContain($"boop 7.7.7 (schema {next}) or newer");
        refusal.ShouldContain($"this is boop {typeof(PostgreSqlStore).Assembly.GetName().Version!.ToString(3)} (schema {Scripts.Count})");
    }

    [Fact]
    public async Task A_script_that_fails_leaves_the_level_as_it_was()
    {
        await MigrateAsync(new PostgreSqlSchema(Scripts, "1.0.0"));
        PostgreSqlSchema broken = new([.. Scripts, "-- Usable from level 1 on.\nCREATE TABLE novelty (id int); SELECT 1 / 0;"], "7.7.7");
        await Should.ThrowAsync<PostgresException>(() => MigrateAsync(broken));
        (await _bench.ScalarAsync("SELECT max(level) FROM schema_levels")).ShouldBe(Scripts.Count);
        (await _bench.ScalarAsync("SELECT to_regclass('boop.novelty') IS NULL")).ShouldBe(true);
    }

    /// <summary>What a database that cannot be used is refused with: one line, and no password.</summary>
    private async Task<string> RefusalAsync(string connectionString)
    {
        DatabaseException fault = await Should.ThrowAsync<DatabaseException>(() => _bench.OpenAsync(_ => new PostgreSqlStoreOptions(connectionString)));
        fault.Message.ShouldNotContain("\n");
        string? password = Regex.Match(connectionString, "Password=([^;]*)").Groups[1].Value;
        foreach (string secret in new[] { "hunter2", password }.Where(secret => secret.Length > 0))
            fault.ToString().ShouldNotContain(secret);
        new PostgreSqlStoreOptions(connectionString).ToString().ShouldBe(nameof(PostgreSqlStoreOptions));
        return fault.Message;
    }

    private async Task MigrateAsync(PostgreSqlSchema schema)
    {
        PostgreSqlAddress address = PostgreSqlAddress.Parse(_bench.ConnectionString);
        await using NpgsqlDataSource source = address.CreateMigrator();
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancellation);
        await schema.MigrateAsync(connection, address, Cancellation);
    }
}
