using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

/// <summary>A client against a scripted network, in fake time, with a jitter of one half. No test may log an error.</summary>
public abstract class ClientTestBase : IAsyncLifetime
{
    private readonly List<BoopClient> _clients = [];

    internal ScriptedNetwork Network { get; } = new();

    internal WatchedTime Time { get; } = new();

    internal RecordedLog Log { get; } = new(7000);

    internal BoopClientOptions Options => new()
    {
        Url = new Uri("ws://127.0.0.1:1"),
        VendorId = "ven_1",
        ApiKey = "sk_sentinel_key",
        Instance = "instance-1",
        TimeProvider = Time,
        LoggerFactory = Log,
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Network.DisposeAsync();
        foreach (BoopClient client in _clients)
        {
            await Cap.Of(client.DisposeAsync().AsTask(), "the client's disposal");
        }

        Log.Errors.ShouldBeEmpty();
        Log.All.ShouldNotContain(line => line.Contains("sk_sentinel_key", StringComparison.Ordinal));
        Log.All.ShouldNotContain(line => line.Contains("ada@example.com", StringComparison.Ordinal));
        GC.SuppressFinalize(this);
    }

    internal BoopClient NewClient(BoopClientOptions? options = null)
    {
        var client = new BoopClient(options ?? Options, settings => settings with { Connect = Network.ConnectAsync, Random = static () => 0.5 });
        _clients.Add(client);
        return client;
    }

    /// <summary>A connected client, and its connection.</summary>
    internal async Task<(BoopClient Client, ScriptedConnection Connection)> ConnectedAsync(BoopClientOptions? options = null)
    {
        BoopClient client = NewClient(options);
        Task connecting = client.ConnectAsync(TestContext.Current.CancellationToken);
        ScriptedConnection connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        await Cap.Of(connecting, "the client's connection");
        return (client, connection);
    }

    internal static Task<AuthenticationOutcome> Ask(BoopClient client, string? contextId = null) =>
        client.AuthenticateAsync(new PaymentRequest(2500) { ContextId = contextId }, TestContext.Current.CancellationToken);

    internal static async Task<BoopException> ShouldFailAsync(Task task, string code)
    {
        BoopException exception = await Should.ThrowAsync<BoopException>(() => Cap.Of(task, "the end of the call"));
        exception.Code.ShouldBe(code);
        exception.Message.ShouldNotContain("sk_sentinel_key");
        return exception;
    }
}
