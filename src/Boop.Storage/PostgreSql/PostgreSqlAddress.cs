using Npgsql;

namespace Boop.Storage.PostgreSql;

/// <summary>
/// A connection string as this store uses it: with waits that are bounded at both ends, and nothing that would tell a value in an error.
/// </summary>
internal sealed class PostgreSqlAddress
{
    /// <summary>Every table of ours is in here.</summary>
    public const string Schema = "boop";

    private const int MostReaders = 16;
    private const int MostOfMembers = 4;
    private const int MostPrepared = 64;
    private const int ConnectSeconds = 3;
    private const int CommandSeconds = 3;
    private const int CancellationMs = 500;

    // Room for a whole batch, so that it leaves in one piece: the server commits at its end, and not when a node that was paused amid it goes on.
    private const int WriterBuffer = 256 * 1024;

    // The server gives up first, so that its answer says that nothing was done. A connection whose peer is gone does not keep its locks.
    private const string Session =
        "-c statement_timeout=2500 -c lock_timeout=1000 -c idle_in_transaction_session_timeout=5000 -c default_transaction_isolation=read\\ committed"
        + " -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";

    private readonly NpgsqlConnectionStringBuilder _builder;

    private PostgreSqlAddress(NpgsqlConnectionStringBuilder builder) => _builder = builder;

    // Of several hosts each may have its own port.
    public string Server => _builder.Host!.Contains(',', StringComparison.Ordinal) ? _builder.Host : $"{_builder.Host}:{_builder.Port}";

    public string Database => _builder.Database!;

    public string? User => _builder.Username;

    /// <summary>Which database, for people.</summary>
    public string Place => $"the database {Database} at {Server}";

    /// <summary>Whether a commit waits for the disk only if it is told to.</summary>
    public bool IsToWaitForCommits { get; init; }

    /// <exception cref="DatabaseException">It is no connection string.</exception>
    public static PostgreSqlAddress Parse(string connectionString)
    {
        NpgsqlConnectionStringBuilder? builder = TryRead(connectionString);
        if (string.IsNullOrWhiteSpace(builder?.Host) || string.IsNullOrWhiteSpace(builder.Database))
        {
            // Not a word of the string: wherever it is broken, its password may begin.
            throw new DatabaseException(
                "The connection string of the cluster's database cannot be read; give --cluster \"Host=HOST;Database=NAME;Username=USER;Password=PASSWORD\".");
        }

        return new PostgreSqlAddress(builder);
    }

    public PostgreSqlAddress WaitingForCommits() => new(_builder) { IsToWaitForCommits = true };

    /// <summary>For reading, and for the directory: connections that are shared.</summary>
    public NpgsqlDataSource CreatePool() => Create(Common(MostReaders, CommandSeconds));

    /// <summary>For the list of members, which must not wait behind readers: who is late with it is taken for dead.</summary>
    public NpgsqlDataSource CreateMemberPool() => Create(Common(MostOfMembers, CommandSeconds));

    /// <summary>For the journal: a connection of its own.</summary>
    public NpgsqlDataSource CreateSingle()
    {
        NpgsqlConnectionStringBuilder single = Common(poolSize: null, CommandSeconds);
        single.WriteBufferSize = WriterBuffer;
        return Create(single);
    }

    /// <summary>For migrating: a connection whose commands may take their time.</summary>
    public NpgsqlDataSource CreateMigrator() => Create(Common(poolSize: null, commandSeconds: 0));

    private static NpgsqlConnectionStringBuilder? TryRead(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException or OverflowException or NotSupportedException)
        {
            return null;
        }
    }

    private static NpgsqlDataSource Create(NpgsqlConnectionStringBuilder own) => new NpgsqlDataSourceBuilder(own.ConnectionString).Build();

    private NpgsqlConnectionStringBuilder Common(int? poolSize, int commandSeconds)
    {
        string durability = IsToWaitForCommits ? " -c synchronous_commit=on" : "";
        NpgsqlConnectionStringBuilder own = new(_builder.ConnectionString)
        {
            SearchPath = Schema,
            Timeout = ConnectSeconds,
            CommandTimeout = commandSeconds,
            CancellationTimeout = CancellationMs,
            Pooling = poolSize is not null,
            MaxPoolSize = poolSize ?? 1,
            MinPoolSize = 0,
            MaxAutoPrepare = MostPrepared,
            AutoPrepareMinUsages = 2,
            Options = $"{_builder.Options} {Session}{durability}".TrimStart(),
            ApplicationName = string.IsNullOrEmpty(_builder.ApplicationName) ? "boop" : _builder.ApplicationName,
            IncludeErrorDetail = false,
            PersistSecurityInfo = false,
            Enlist = false,
        };
        if (own.Host!.Contains(',', StringComparison.Ordinal))
            own.TargetSessionAttributes ??= "primary";
        return own;
    }
}
