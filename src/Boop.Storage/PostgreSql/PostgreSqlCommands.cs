using Npgsql;

namespace Boop.Storage.PostgreSql;

/// <summary>Short forms for commands. The text is always a constant of this assembly; values go in as parameters <c>$1</c>, <c>$2</c> …</summary>
internal static class PostgreSqlCommands
{
    /// <returns>How many rows were changed.</returns>
    public static async Task<int> ExecuteAsync(
        this NpgsqlConnection connection, string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Prepare(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>The first column of the first row; null where there is no row, or no value.</returns>
    public static async Task<object?> ScalarAsync(
        this NpgsqlConnection connection, string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Prepare(connection, sql, parameters);
        object? value = await command.ExecuteScalarAsync(cancellationToken);
        return value is DBNull ? null : value;
    }

    public static async Task<List<T>> QueryAsync<T>(
        this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, object?[] parameters, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Prepare(connection, sql, parameters);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        List<T> rows = await reader.ReadRowsAsync(read, cancellationToken);

        // Only the end of all results says that none of it failed.
        await reader.NextResultAsync(cancellationToken);
        return rows;
    }

    /// <summary>The rows of the result at hand.</summary>
    public static async Task<List<T>> ReadRowsAsync<T>(
        this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, params ReadOnlySpan<object?> parameters)
    {
        foreach (object? value in parameters)
            command.Parameters.Add(Parameter(value));
        return command;
    }

    private static NpgsqlCommand Prepare(NpgsqlConnection connection, string sql, object?[] parameters)
    {
#pragma warning disable CA2100 // As the class says.
        NpgsqlCommand command = new(sql, connection);
#pragma warning restore CA2100
        foreach (object? value in parameters)
            command.Parameters.Add(Parameter(value));
        return command;
    }

    private static NpgsqlParameter Parameter(object? value) => value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value };
}
