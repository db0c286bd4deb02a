using System.Data;
using Npgsql;

namespace Boop.Storage.PostgreSql;

/// <summary>Opens connections: one for the journal's writer, pooled ones for everybody else.</summary>
internal sealed class PostgreSqlDatabase(PostgreSqlAddress address) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _pool = address.CreatePool();
    private readonly NpgsqlDataSource _single = address.CreateSingle();

    /// <summary>A connection that nobody shares. Every commit on it has reached the disk when it returns.</summary>
    public async Task<NpgsqlConnection> OpenWriterAsync(CancellationToken cancellationToken) => await _single.OpenConnectionAsync(cancellationToken);

    /// <exception cref="StoreUnavailableException">The server does not answer, or not in time.</exception>
    public async Task<T> ReadAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            await using NpgsqlConnection connection = await _pool.OpenConnectionAsync(cancellationToken);
            return await read(connection, cancellationToken);
        }
        catch (Exception fault) when (PostgreSqlCodes.IsOfTheServer(fault))
        {
            throw new StoreUnavailableException($"The store cannot be read now ({PostgreSqlCodes.Of(fault)}).", fault);
        }
    }

    /// <summary>One look at several tables at once.</summary>
    /// <exception cref="StoreUnavailableException">The server does not answer, or not in time.</exception>
    public Task<T> ReadTogetherAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) => ReadAsync(
        async (connection, cancellation) =>
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            T result = await read(connection, cancellation);
            await transaction.CommitAsync(cancellation);
            return result;
        },
        cancellationToken);

    /// <summary>As <see cref="ReadTogetherAsync"/>, for so much that it may take its time.</summary>
    /// <exception cref="StoreUnavailableException">The server does not answer, or not in time.</exception>
    public Task<T> ReadAtLengthAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) => ReadTogetherAsync(
        async (connection, cancellation) =>
        {
            await connection.ExecuteAsync("SET LOCAL statement_timeout = '60s'", [], cancellation);
            return await read(connection, cancellation);
        },
        cancellationToken);

    /// <summary>One transaction of the directory, apart from the journals'. One at a time, whichever node asks.</summary>
    /// <exception cref="StoreUnavailableException">The server does not answer, or not in time, or cannot write.</exception>
    public async Task<T> WriteAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<(T Result, bool IsToCommit)>> write, CancellationToken cancellationToken)
    {
        try
        {
            await using NpgsqlConnection connection = await _pool.OpenConnectionAsync(cancellationToken);
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            await connection.ExecuteAsync("SELECT version FROM directory FOR UPDATE", [], cancellationToken);
            (T result, bool isToCommit) = await write(connection, cancellationToken);
            if (isToCommit)
                await transaction.CommitAsync(cancellationToken);
            else
                await transaction.RollbackAsync(cancellationToken);
            return result;
        }
        catch (Exception fault) when (PostgreSqlCodes.IsOfTheServer(fault))
        {
            throw new StoreUnavailableException($"The store cannot be written now ({PostgreSqlCodes.Of(fault)}).", fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        await _single.DisposeAsync();
    }
}
