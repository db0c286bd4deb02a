using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Boop.Testing;

/// <summary>A running server of its own process, on a free port of the loopback. Ends by its own process id, whatever becomes of the test.</summary>
public sealed partial class BoopServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string> _error;
    private readonly Task _reading;

    private BoopServer(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Url => _ready.Task.IsCompletedSuccessfully ? _ready.Task.Result : throw new InvalidOperationException("It is not ready.");

    /// <summary>The address of one of its sockets.</summary>
    public Uri Socket(string path) => new UriBuilder(Url) { Scheme = "ws", Path = path }.Uri;

    /// <summary>Starts <c>boop demo</c> or <c>boop serve</c> on a data folder, and waits until it says that it runs.</summary>
    public static Task<BoopServer> StartAsync(string command, string folder, params string[] more) => ReadyAsync(Begin(command, folder, more), command);

    /// <summary>Starts <c>boop demo</c> as it is published, at an address that a former one left, if there is one.</summary>
    public static Task<BoopServer> StartPublishedDemoAsync(string folder, Uri? url = null) =>
        ReadyAsync(Launch(BoopExecutable.Published, ["demo", "--urls", Text(url), "--data", folder]), "demo");

    /// <summary>Starts it and waits for nothing.</summary>
    public static BoopServer Begin(string command, string folder, params string[] more) =>
        Launch(BoopExecutable.Path, [command, "--urls", Text(null), "--data", folder, .. more]);

    /// <summary>Tells it to stop by SIGTERM, and waits for the end.</summary>
    public async Task<BoopRun> StopAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await Cap.Within(kill.WaitForExitAsync(), "SIGTERM is sent");
        return await EndAsync();
    }

    /// <summary>Ends it by SIGKILL.</summary>
    public Task<BoopRun> KillAsync()
    {
        _process.Kill();
        return EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await Cap.Within(_reading, "its output ends");
        await Cap.Within(_error, "its log ends");
        _process.Dispose();
    }

    private static BoopServer Launch(string path, string[] arguments) => new(Process.Start(BoopExecutable.StartInfo(arguments, path))!);

    private static string Text(Uri? url) => url?.ToString().TrimEnd('/') ?? "http://127.0.0.1:0";

    private static async Task<BoopServer> ReadyAsync(BoopServer server, string command)
    {
        try
        {
            await Cap.Within(server._ready.Task, $"boop {command} says that it runs");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task<BoopRun> EndAsync()
    {
        await Cap.Within(_process.WaitForExitAsync(), "the server ends");
        await _reading;
        return new BoopRun(_process.ExitCode, _output.ToString(), await _error);
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _output.AppendLine(line);
            if (Address().Match(line) is { Success: true } match)
                _ready.TrySetResult(new Uri(match.Value));
        }

        string error = await _error;
        _ready.TrySetException(new InvalidOperationException($"The server ended before it was ready: {error}"));
        _ = _ready.Task.Exception;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+")]
    private static partial Regex Address();
}
