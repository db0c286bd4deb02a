using Boop.Storage.PostgreSql;
using Boop.Testing;
using Boop.Testing.PostgreSql;
using Boop.Trust;

namespace Boop.Storage.Tests;

/// <summary>A database of its own for one test, and a key ring for it; an Error that the test does not expect fails it.</summary>
internal sealed class PostgreSqlBench : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("boop-ring-").FullName;

    private PostgreSqlBench(PostgreSqlServer server, string connectionString)
    {
        Server = server;
        ConnectionString = connectionString;
    }

    public PostgreSqlServer Server { get; }

    public string ConnectionString { get; }

    public CheckedLogs Logs { get; } = new();

    public KeyRing Ring => KeyRing.LoadOrCreate(KeyRing.PathIn(_folder));

    public KeyRing OtherRing => KeyRing.LoadOrCreate(KeyRing.PathIn(Path.Combine(_folder, "other")));

    public static async Task<PostgreSqlBench> CreateAsync(PostgreSqlFixture fixture) => await CreateAsync(await fixture.ServerAsync());

    public static async Task<PostgreSqlBench> CreateAsync(PostgreSqlServer server, string options = "") =>
        new(server, await server.CreateDatabaseAsync(options));

    /// <summary>Opens the store as a node would.</summary>
    public Task<PostgreSqlStore> OpenAsync(Func<PostgreSqlStoreOptions, PostgreSqlStoreOptions>? configure = null, KeyRing? ring = null)
    {
        PostgreSqlStoreOptions options = new(ConnectionString);
        return PostgreSqlStore.OpenAsync(
            configure?.Invoke(options) ?? options,
            _ => ring ?? Ring,
            TimeProvider.System,
            Logs.CreateLogger("store"),
            TestContext.Current.CancellationToken);
    }

    /// <summary>Runs a statement as the server's administrator.</summary>
    public Task RunAsync(string sql) => Server.RunAsync(sql, ConnectionString);

    public Task<object?> ScalarAsync(string sql) => Server.ScalarAsync(sql, ConnectionString);

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Logs.Dispose();
    }
}
