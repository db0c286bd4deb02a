using Boop.Chaos.Observations;
using Boop.Chaos.Wires;

namespace Boop.Chaos.Servers;

/// <summary>The network under test: a data folder, the process that serves it now, and the proxy before it.</summary>
internal sealed class Site(ServerProgram program, string folder, ObservationLog log) : IAsyncDisposable
{
    private ServerProcess? _server;
    private int _lives;

    public string Folder => folder;

    public ObservationLog Log => log;

    public RunClock Clock => log.Clock;

    public ChaosProxy Proxy { get; } = new(log);

    public bool IsUp => Proxy.Server is not null;

    /// <summary>Ends when the process of now ends by itself or otherwise.</summary>
    public Task ServerEnded => _server?.Ended ?? Task.CompletedTask;

    public async Task StartAsync()
    {
        (_server, Proxy.Server) = await ServerProcess.StartAsync(program, folder, ++_lives, log);
    }

    public async Task KillAsync()
    {
        Proxy.Server = null;
        await EndAsync(server => server.KillAsync());
    }

    public async Task StopAsync()
    {
        await EndAsync(server => server.StopAsync());
        Proxy.Server = null;
    }

    /// <summary>What the server said last.</summary>
    public string LastLines() => _server?.LastLines() ?? "";

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private async Task EndAsync(Func<ServerProcess, Task> end)
    {
        if (_server is not { } server)
            return;
        _server = null;
        await end(server);
        await server.DisposeAsync();
    }
}
