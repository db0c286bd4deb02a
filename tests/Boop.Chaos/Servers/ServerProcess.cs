using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Boop.Chaos.Observations;

namespace Boop.Chaos.Servers;

/// <summary>One life of the server: a real process on a free port of the loopback. Tells the log of its start, its end, and its complaints.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 200;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    private readonly Process _process;
    private readonly ObservationLog _log;
    private readonly Queue<string> _lines = new();
    private readonly TaskCompletionSource<IPEndPoint> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private readonly Task _ended;
    private volatile bool _isAskedToEnd;

    private ServerProcess(Process process, int life, ObservationLog log)
    {
        _process = process;
        _log = log;
        Life = life;
        log.Add(at => new Observation.ServerStarted(at, life));
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        _ended = WatchAsync();
    }

    /// <summary>Which life this is, from 1.</summary>
    public int Life { get; }

    /// <summary>Ends with the process.</summary>
    public Task Ended => _ended;

    /// <summary>Starts one and waits until it says where it listens.</summary>
    public static async Task<(ServerProcess Process, IPEndPoint Address)> StartAsync(ServerProgram program, string folder, int life, ObservationLog log)
    {
        ProcessStartInfo start = new(program.Path, [.. program.Arguments, "--urls", "http://127.0.0.1:0", "--data", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["NO_COLOR"] = "1";
        ServerProcess server = new(Process.Start(start)!, life, log);
        try
        {
            return (server, await server._ready.Task.WaitAsync(StartTimeout));
        }
        catch (Exception fault)
        {
            string said = server.LastLines();
            await server.DisposeAsync();
            throw new InvalidOperationException($"The server did not start: {fault.Message} It said: {said}", fault);
        }
    }

    /// <summary>kill -9, by its own process id.</summary>
    public async Task KillAsync()
    {
        _isAskedToEnd = true;
        _process.Kill();
        await _ended.WaitAsync(StopTimeout);
    }

    /// <summary>SIGTERM. One that does not end is killed, which the log shows by its exit code.</summary>
    public async Task StopAsync()
    {
        _isAskedToEnd = true;
        _log.Add(at => new Observation.ServerTold(at, Life));
        using (Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        try
        {
            await _ended.WaitAsync(StopTimeout);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await _ended;
        }
    }

    public string LastLines()
    {
        lock (_lines)
            return string.Join('\n', _lines);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task WatchAsync()
    {
        await _process.WaitForExitAsync();
        _log.Add(at => new Observation.ServerEnded(at, Life, _process.ExitCode, _isAskedToEnd));
        _ready.TrySetException(new InvalidOperationException($"It ended with {_process.ExitCode}."));
        _ = _ready.Task.Exception;
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            lock (_lines)
            {
                _lines.Enqueue(line);
                if (_lines.Count > LinesKept)
                    _lines.Dequeue();
            }

            if (Complaint().IsMatch(line))
                _log.Add(at => new Observation.ServerComplained(at, Life, line));
            if (!_ready.Task.IsCompleted && Address().Match(line) is { Success: true } match)
            {
                _log.Add(at => new Observation.ServerReady(at, Life));
                _ready.TrySetResult(IPEndPoint.Parse(match.Groups["address"].Value));
            }
        }
    }

    [GeneratedRegex(@"http://(?<address>127\.0\.0\.1:[0-9]+)")]
    private static partial Regex Address();

    /// <summary>A line of the server's log at level Error or Fatal.</summary>
    [GeneratedRegex(@"^\S+Z (error|fatal) ")]
    private static partial Regex Complaint();
}
