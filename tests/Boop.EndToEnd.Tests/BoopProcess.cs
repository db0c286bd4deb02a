using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Boop.EndToEnd.Tests;

/// <summary>A real server process: the built executable, on a free port, in a folder of its own unless one is given.</summary>
internal sealed class BoopProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private BoopProcess(Process process, Uri url)
    {
        _process = process;
        Url = url;
        process.OutputDataReceived += (_, line) => Record(line.Data);
        process.ErrorDataReceived += (_, line) => Record(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Url { get; }

    public Uri VendorSocket => new($"ws://127.0.0.1:{Url.Port}/ws/vendor");

    public Uri ScannerSocket => new($"ws://127.0.0.1:{Url.Port}/ws/pvs");

    /// <summary>Everything that it has printed, logs included.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>The executable that docs and other programs start, built in the configuration of these tests.</summary>
    private static string Executable
    {
        get
        {
            // artifacts/bin/Boop.EndToEnd.Tests/release → artifacts/bin/Boop.Server/release/boop
            DirectoryInfo own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(own.Parent!.Parent!.FullName, "Boop.Server", own.Name, "boop");
        }
    }

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a server and waits until it is healthy.</summary>
    public static async Task<BoopProcess> StartAsync(string command, TemporaryFolder folder, int? port = null, params string[] more)
    {
        Uri url = new($"http://127.0.0.1:{port ?? FreePort()}");
        BoopProcess server = new(Launch([command, "--urls", url.ToString().TrimEnd('/'), "--data", folder.Path, .. more]), url);
        try
        {
            await server.BecomesHealthyAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = Launch(arguments);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>kill -9, by its own process id.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM; returns the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using Process kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static Process Launch(string[] arguments)
    {
        ProcessStartInfo start = new(Executable, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Remove("BOOP__CLUSTER");
        return Process.Start(start)!;
    }

    /// <summary>What it says of its health: 200 or 503.</summary>
    public async Task<HttpStatusCode> HealthAsync()
    {
        using HttpClient http = new();
        using HttpResponseMessage answer = await http.GetAsync(new Uri(Url, "/health"), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task BecomesHealthyAsync()
    {
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Cap.Default)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The server ended with {_process.ExitCode}: {Output}");
            try
            {
                if (await HealthAsync() == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Cap.PauseAsync(TimeSpan.FromMilliseconds(50));
        }

        throw new TimeoutException($"The server did not become healthy within {Cap.Default.TotalSeconds} s: {Output}");
    }

    private void Record(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
    }
}
