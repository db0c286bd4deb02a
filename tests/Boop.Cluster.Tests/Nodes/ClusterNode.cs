using System.Diagnostics;
using System.Net;
using System.Text;
using Boop.Testing;

namespace Boop.Cluster.Tests.Nodes;

/// <summary>One node of the cluster: a place that keeps its ports, and the process that is there now.</summary>
internal sealed class ClusterNode(string name, string folder, string connectionString, int? advertisedPort) : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };

    private readonly StringBuilder _output = new();
    private Process? _process;

    public string Name => name;

    public int HttpPort { get; } = Ports.Free();

    /// <summary>Where it listens for its peers; they reach it through another port.</summary>
    public int SiloPort { get; } = Ports.Free();

    public int Id => _process!.Id;

    public bool IsRunning => _process is { HasExited: false };

    public int ExitCode => _process!.ExitCode;

    public Uri VendorSocket => new($"ws://127.0.0.1:{HttpPort}/ws/vendor");

    public Uri ScannerSocket => new($"ws://127.0.0.1:{HttpPort}/ws/pvs");

    /// <summary>All that its processes have printed, logs included.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public void Start()
    {
        _process?.Dispose();
        _process = Process.Start(BoopExecutable.StartInfo(
        [
            "serve", "--urls", $"http://127.0.0.1:{HttpPort}", "--data", folder, "--cluster", connectionString,
            "--silo-port", Ports.Text(SiloPort), "--advertise", $"127.0.0.1:{advertisedPort ?? SiloPort}",
        ]))!;
        _process.OutputDataReceived += (_, line) => Record(line.Data);
        _process.ErrorDataReceived += (_, line) => Record(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public async Task BecomesReadyAsync() => await Wait.UntilAsync(
        async () => IsRunning
            ? await AskAsync("ready") == HttpStatusCode.OK
            : throw new InvalidOperationException($"Node {name} ended with {ExitCode}: {Output}"),
        $"node {name} is ready: {Output}");

    /// <summary>What one of its health addresses says; null where nobody answers.</summary>
    public async Task<HttpStatusCode?> AskAsync(string health)
    {
        try
        {
            using HttpResponseMessage answer = await Http.GetAsync(
                new Uri($"http://127.0.0.1:{HttpPort}/health/{health}"), TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        catch (Exception nobody) when (nobody is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await EndedAsync();
    }

    /// <summary>SIGTERM, and its end.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("TERM");
        await EndedAsync(TimeSpan.FromSeconds(12));
    }

    /// <summary>STOP pauses it, CONT lets it go on.</summary>
    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", Ports.Text(Id)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public Task EndedAsync(TimeSpan? limit = null) =>
        _process!.WaitForExitAsync(TestContext.Current.CancellationToken).WithinAsync($"node {name} ended", limit);

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private void Record(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
    }
}
