namespace Boop.Testing.PostgreSql;

/// <summary>One server for all tests of an assembly, started when the first of them asks for it.</summary>
public sealed class PostgreSqlFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgreSqlServer>> _server = new(PostgreSqlServer.StartAsync);

    public Task<PostgreSqlServer> ServerAsync() => _server.Value;

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated && _server.Value.IsCompletedSuccessfully)
            await (await _server.Value).DisposeAsync();
    }
}
