using System.Text;
using Boop.Storage.Sqlite;
using Boop.Testing;
using Boop.Trust;
using Microsoft.Data.Sqlite;

namespace Boop.Storage.Tests;

/// <summary>A data folder of its own for one test, gone afterwards; an Error that the test does not expect fails it.</summary>
internal sealed class SqliteFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("boop-store-").FullName;

    public SteppingTime Time { get; } = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public CheckedLogs Logs { get; } = new();

    public string DatabasePath => System.IO.Path.Combine(Path, "boop.db");

    public KeyRing Ring => KeyRing.LoadOrCreate(KeyRing.PathIn(Path));

    public SqliteStore Open(Func<SqliteStoreOptions, SqliteStoreOptions>? configure = null, KeyRing? ring = null)
    {
        SqliteStoreOptions options = new(Path);
        return SqliteStore.Open(configure?.Invoke(options) ?? options, ring ?? Ring, Time, Logs.CreateLogger("store"));
    }

    /// <summary>A connection of another program.</summary>
    public SqliteConnection Connect()
    {
        SqliteConnection connection = new($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Run(string sql)
    {
        using SqliteConnection connection = Connect();
        connection.Execute(sql);
    }

    public object? Scalar(string sql)
    {
        using SqliteConnection connection = Connect();
        return connection.Scalar(sql);
    }

    /// <summary>The store's files that hold these bytes.</summary>
    public IReadOnlyList<string> FilesHolding(ReadOnlySpan<byte> sought)
    {
        List<string> holding = [];
        foreach (string file in Directory.GetFiles(Path, "boop.db*"))
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            if (bytes.AsSpan().IndexOf(sought) >= 0)
                holding.Add(System.IO.Path.GetFileName(file));
        }

        return holding;
    }

    public IReadOnlyList<string> FilesHolding(string text) => FilesHolding(Encoding.UTF8.GetBytes(text));

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        Logs.Dispose();
    }
}
