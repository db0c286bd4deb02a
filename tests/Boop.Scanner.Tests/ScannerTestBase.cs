using Boop.Client.Tests.Scripted;

namespace Boop.Scanner.Tests;

/// <summary>A scanner against a scripted network, in fake time, with a jitter of one half. No test may log an error.</summary>
public abstract class ScannerTestBase : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _scanners = [];

    internal ScriptedNetwork Network { get; } = new();

    internal WatchedTime Time { get; } = new();

    internal RecordedLog Log { get; } = new(8000);

    internal SimulatedScannerOptions Options => new()
    {
        Url = new Uri("ws://127.0.0.1:1"),
        ScannerId = "scn_1",
        ScannerKey = "sk_sentinel_key",
        Capacity = 10,
        Person = "ada",
        TimeProvider = Time,
        LoggerFactory = Log,
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Network.DisposeAsync();
        foreach (IAsyncDisposable scanner in _scanners)
        {
            await Cap.Of(scanner.DisposeAsync().AsTask(), "the scanner's disposal");
        }

        Log.Errors.ShouldBeEmpty();
        Log.All.ShouldNotContain(line => line.Contains("sk_sentinel_key", StringComparison.Ordinal));
        GC.SuppressFinalize(this);
    }

    internal ScannerClient NewClient()
    {
        var client = new ScannerClient(
            Options.ToClientOptions(), settings => settings with { Connect = Network.ConnectAsync, Random = static () => 0.5 });
        _scanners.Add(client);
        return client;
    }

    internal async Task<(ScannerClient Client, ScriptedConnection Connection)> ConnectedClientAsync()
    {
        ScannerClient client = NewClient();
        return (client, await ConnectAsync(client.ConnectAsync(TestContext.Current.CancellationToken)));
    }

    internal async Task<(SimulatedScanner Scanner, ScriptedConnection Connection)> ConnectedAsync(SimulatedScannerOptions? options = null)
    {
        var scanner = new SimulatedScanner(
            options ?? Options, settings => settings with { Connect = Network.ConnectAsync, Random = static () => 0.5 });
        _scanners.Add(scanner);
        return (scanner, await ConnectAsync(scanner.ConnectAsync(TestContext.Current.CancellationToken)));
    }

    private async Task<ScriptedConnection> ConnectAsync(Task connecting)
    {
        ScriptedConnection connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        await Cap.Of(connecting, "the scanner's connection");
        return connection;
    }
}
