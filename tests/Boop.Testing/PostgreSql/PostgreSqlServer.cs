using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Boop.Testing.PostgreSql;

/// <summary>
/// A PostgreSQL server of the tests' own, on a free port of the loopback, in a folder of its own; the system's is left alone. It keeps
/// what it confirms as one in production does: fsync, full_page_writes and synchronous_commit are at their defaults, which is on.
/// Ends by its own process id.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string Administrator = "postgres";
    private const string User = "boop";

    private readonly string _folder = Directory.CreateTempSubdirectory("boop-pg-").FullName;
    private readonly string _password = RandomNumberGenerator.GetHexString(32);
    private PostgreSqlProcess? _process;

    private PostgreSqlServer()
    {
    }

    public int Port { get; } = FindFreePort();

    private string DataFolder => Path.Combine(_folder, "data");

    /// <summary>Makes one and starts it. Where PostgreSQL is not installed this fails, and says so.</summary>
    public static async Task<PostgreSqlServer> StartAsync()
    {
        PostgreSqlServer server = new();
        try
        {
            await server.MakeAsync();
            await server.RestartAsync();
            await server.RunAsync($"CREATE ROLE {User} LOGIN PASSWORD '{server._password}'");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a database that belongs to a user without any other right, and returns the connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string options = "")
    {
        string name = $"boop_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
        await RunAsync($"CREATE DATABASE {name} OWNER {User} {options}");
        return ConnectionString(name, User);
    }

    /// <summary>How that user, or another one, would connect.</summary>
    public string ConnectionString(string database, string user, string? password = null) =>
        $"Host=127.0.0.1;Port={Port};Database={database};Username={user};Password={password ?? _password}";

    /// <summary>Runs a statement with every right.</summary>
    /// <param name="sql">A constant of a test.</param>
    /// <param name="connectionString">Of the database to run it in; else the server's own.</param>
    public async Task RunAsync(string sql, string? connectionString = null)
    {
        await using NpgsqlConnection connection = await ConnectAsync(connectionString);
        await using NpgsqlCommand command = Command(connection, sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row.</summary>
    /// <param name="sql">A constant of a test.</param>
    /// <param name="connectionString">Of the database to ask.</param>
    public async Task<object?> ScalarAsync(string sql, string connectionString)
    {
        await using NpgsqlConnection connection = await ConnectAsync(connectionString);
        await using NpgsqlCommand command = Command(connection, sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>A connection with every right.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(string? connectionString = null)
    {
        string database = new NpgsqlConnectionStringBuilder(connectionString ?? "Database=postgres").Database!;
        NpgsqlConnection connection = new($"{ConnectionString(database, Administrator)};Pooling=false;Search Path=boop");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Ends it at once by SIGKILL, with all that it has started, in the middle of whatever they do.</summary>
    public Task KillAsync() => _process!.KillAsync();

    /// <summary>Stops it and all that it has started by SIGSTOP: it hangs, and what it is sent waits in its sockets.</summary>
    public Task HangAsync() => _process!.SignalAllAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ResumeAsync() => _process!.SignalAllAsync("CONT");

    /// <summary>Ends it by SIGINT: connections are cut, what is confirmed is kept.</summary>
    public Task StopAsync() => _process!.EndAsync("INT");

    /// <summary>Starts it again where it was, and returns once it can be connected to.</summary>
    /// <param name="settings">NAME=VALUE each, for this time.</param>
    public async Task RestartAsync(params string[] settings)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            // The processes that a killed one has left behind take a moment to notice, and until then it refuses to start.
            _process = PostgreSqlProcess.Start(
                "postgres",
                ["-D", DataFolder, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_folder}",
                "-c", "max_connections=200", .. settings.SelectMany(setting => new[] { "-c", setting })]);
        }
        while (!await Cap.Within(_process.IsReadyAsync(), "PostgreSQL is ready") && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
        if (_process.HasEnded)
            throw new InvalidOperationException($"PostgreSQL does not start: {_process.Log}");
    }

    public async ValueTask DisposeAsync()
    {
        // At once: what it would still write is thrown away.
        if (_process is { HasEnded: false })
            await _process.EndAsync("QUIT");
        Directory.Delete(_folder, recursive: true);
    }

    private static int FindFreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // The statements are constants of tests.
        return new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
    }

    private async Task MakeAsync()
    {
        string passwordFile = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwordFile, _password);
        await PostgreSqlProcess.GiveAsync(_folder);
        PostgreSqlProcess making = PostgreSqlProcess.Start(
            "initdb",
            "-D", DataFolder, "-U", Administrator, "--pwfile", passwordFile, "--auth", "scram-sha-256", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync");
        await Cap.Within(making.EndedAsync(), "initdb ends");
        if (!Directory.Exists(DataFolder))
            throw new InvalidOperationException($"PostgreSQL makes no data folder: {making.Log}");
    }
}
