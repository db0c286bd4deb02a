using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Boop.Storage.Migrations;
using Npgsql;

namespace Boop.Storage.PostgreSql;

/// <summary>
/// Brings a database to this build's level: numbered scripts, forward only, each in a transaction with the level that it reaches, under
/// one lock, so that nodes may start at once. Each level names the oldest one whose builds may go on using the database.
/// </summary>
internal sealed partial class PostgreSqlSchema
{
    private const string ReadLevels = "SELECT level, oldest_level, release FROM schema_levels ORDER BY level";

    /// <summary>"boop" in ASCII: whoever migrates holds this.</summary>
    private const long MigrationLock = 0x626F6F70;

    private readonly IReadOnlyList<string> _scripts;
    private readonly string _release;

    public PostgreSqlSchema()
        : this(SchemaScripts.Read("PostgreSql.Schema"), ReleaseOf(typeof(PostgreSqlSchema).Assembly))
    {
    }

    /// <summary>For a test, which plays another release.</summary>
    internal PostgreSqlSchema(IReadOnlyList<string> scripts, string release)
    {
        _scripts = scripts;
        _release = release;
    }

    public int Level => _scripts.Count;

    /// <exception cref="DatabaseException">It is another program's, or needs a newer build.</exception>
    public async Task MigrateAsync(NpgsqlConnection connection, PostgreSqlAddress address, CancellationToken cancellationToken)
    {
        // What a script does to a large table may take its time, and who waits for it waits for its end.
        await connection.ExecuteAsync("SELECT set_config('statement_timeout', '0', false), set_config('lock_timeout', '60s', false)", [], cancellationToken);
        while (!await StepAsync(connection, address, cancellationToken))
        {
            // One level more.
        }
    }

    private static string ReleaseOf(Assembly assembly) => assembly.GetName().Version!.ToString(fieldCount: 3);

    /// <returns>Whether there is nothing left to do.</returns>
    private async Task<bool> StepAsync(NpgsqlConnection connection, PostgreSqlAddress address, CancellationToken cancellationToken)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", [MigrationLock], cancellationToken);
        List<SchemaLevel> levels = await ReadLevelsAsync(connection, address, cancellationToken);
        int reached = levels.Count == 0 ? 0 : levels[^1].Number;
        if (reached >= Level)
        {
            CheckUsable(levels, address);
            await transaction.CommitAsync(cancellationToken);
            return true;
        }

        string script = _scripts[reached];
        await RunScriptAsync(connection, script, cancellationToken);
        await connection.ExecuteAsync(
            "INSERT INTO schema_levels (level, oldest_level, release) VALUES ($1, $2, $3)", [reached + 1, OldestOf(script), _release], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return false;
    }

    private void CheckUsable(List<SchemaLevel> levels, PostgreSqlAddress address)
    {
        SchemaLevel last = levels[^1];
        if (last.Oldest <= Level)
            return;
        string needed = levels.First(level => level.Number >= last.Oldest).Release;
        throw new DatabaseException(
            $"{address.Place} was brought to schema {last.Number} by boop {last.Release} and can be used by boop {needed} (schema {last.Oldest}) or newer; "
            + $"this is boop {_release} (schema {Level}): start a newer one, or name another database with --cluster.");
    }

    private static async Task<List<SchemaLevel>> ReadLevelsAsync(
        NpgsqlConnection connection, PostgreSqlAddress address, CancellationToken cancellationToken)
    {
        if (await connection.ScalarAsync("SELECT to_regclass('boop.schema_levels')::text", [], cancellationToken) is not null)
        {
            return await connection.QueryAsync(
                ReadLevels, row => new SchemaLevel(row.GetInt32(0), row.GetInt32(1), row.GetString(2)), [], cancellationToken);
        }

        // Who may not make a schema may be given an empty one.
        if (await connection.ScalarAsync("SELECT to_regnamespace('boop')::text", [], cancellationToken) is null)
            await connection.ExecuteAsync("CREATE SCHEMA boop", [], cancellationToken);
        else if (await connection.ScalarAsync("SELECT 1 FROM pg_class WHERE relnamespace = to_regnamespace('boop') LIMIT 1", [], cancellationToken) is not null)
            throw new DatabaseException($"The schema boop of {address.Place} is another program's; name another database with --cluster.");
        return [];
    }

    private static async Task RunScriptAsync(NpgsqlConnection connection, string script, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // An embedded script.
        await using NpgsqlCommand command = new(script, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static int OldestOf(string script) => int.Parse(Oldest().Match(script).Groups["level"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A-- Usable from level (?<level>[0-9]+) on\.\n")]
    private static partial Regex Oldest();

    private sealed record SchemaLevel(int Number, int Oldest, string Release);
}
