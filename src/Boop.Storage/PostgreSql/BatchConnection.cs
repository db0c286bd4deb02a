using System.Buffers;
using Npgsql;
using NpgsqlTypes;

namespace Boop.Storage.PostgreSql;

/// <summary>
/// The writer's connection. Each batch is one statement and one transaction, named by a number that no other attempt shares: it is
/// committed only if the journal stands at the number before.
/// </summary>
internal sealed class BatchConnection : IAsyncDisposable
{
    private const string Open = "SELECT last_batch, last_answers FROM begin_journal($1, $2)";
    private const string Write = "SELECT item_answers, item_epochs FROM write_batch($1, $2, $3, $4, $5, $6, $7)";

    private readonly NpgsqlConnection _connection;
    private readonly string _journal;
    private readonly BatchSeams _seams;
    private long _number;

    private BatchConnection(NpgsqlConnection connection, string journal, long number, BatchSeams seams)
    {
        _connection = connection;
        _journal = journal;
        _number = number;
        _seams = seams;
    }

    /// <summary>The number of the last batch that was committed before this connection.</summary>
    public long LastBatch { get; private init; }

    /// <summary>What became of each item of that batch that had something to write.</summary>
    public IReadOnlyList<BatchAnswer> LastAnswers { get; private init; } = [];

    /// <summary>synchronous_commit as read back from this very connection.</summary>
    public string SynchronousCommit { get; private init; } = "";

    public static async Task<BatchConnection> OpenAsync(PostgreSqlDatabase database, string journal, long number, BatchSeams seams)
    {
        NpgsqlConnection connection = await database.OpenWriterAsync(CancellationToken.None);
        try
        {
            string commit = (string)(await connection.ScalarAsync("SELECT current_setting('synchronous_commit')", [], CancellationToken.None))!;
            if (commit == "off")
                throw new InvalidOperationException("The journal's connection does not wait for its commits.");
            (long batch, string answers) = (await connection.QueryAsync(
                Open, row => (row.GetInt64(0), row.GetString(1)), [journal, number], CancellationToken.None))[0];
            return new BatchConnection(connection, journal, number, seams)
            {
                LastBatch = batch,
                LastAnswers = [.. answers.Select(letter => BatchAnswer.Read(letter, epoch: null))],
                SynchronousCommit = commit,
            };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns once the batch is durable, with one answer for each of the items that have something to write.</summary>
    /// <param name="items">What to do.</param>
    /// <param name="number">The batch's name, higher than all before.</param>
    /// <param name="isPatient">Whether to wait for vendors that another transaction holds, or to leave them out.</param>
    public async Task<IReadOnlyList<BatchAnswer>> WriteAsync(IReadOnlyList<BatchItem> items, long number, bool isPatient)
    {
        object?[] parameters =
        [
            _journal,
            _number,
            number,
            Distinct(items.Where(item => item.Vendor is not null)),
            Distinct(items.Where(item => item.IsClaim)),
            new NpgsqlParameter { Value = Join(items), NpgsqlDbType = NpgsqlDbType.Jsonb },
            isPatient,
        ];
        IReadOnlyList<BatchAnswer> answers = [];
        if (_seams.Write is null)
            await SendAsync();
        else
            await _seams.Write(SendAsync);
        _number = number;
        return answers;

        async Task SendAsync() => answers = (await _connection.QueryAsync(Write, Read, parameters, CancellationToken.None))[0];
    }

    /// <summary>Whatever state it is in: who disposes of it wants nothing more of it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _connection.DisposeAsync();
        }
        catch (Exception fault) when (PostgreSqlCodes.IsOfTheServer(fault) || fault is InvalidOperationException)
        {
            // It is gone all the same.
        }
    }

    private static string[] Distinct(IEnumerable<BatchItem> items) => [.. items.Select(item => item.Vendor!.Value.Value).Distinct()];

    private static byte[] Join(IReadOnlyList<BatchItem> items)
    {
        ArrayBufferWriter<byte> array = new();
        array.Write("["u8);
        foreach (byte[] json in items.Select(item => item.Json).OfType<byte[]>())
        {
            if (array.WrittenCount > 1)
                array.Write(","u8);
            array.Write(json);
        }

        array.Write("]"u8);
        return array.WrittenSpan.ToArray();
    }

    private static IReadOnlyList<BatchAnswer> Read(NpgsqlDataReader row)
    {
        string letters = row.GetString(0);
        long?[] epochs = row.IsDBNull(1) ? [] : row.GetFieldValue<long?[]>(1);
        return [.. letters.Select((letter, index) => BatchAnswer.Read(letter, epochs[index]))];
    }
}
