using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Boop.Testing.PostgreSql;

/// <summary>One of PostgreSQL's programs, as Debian installs them. They refuse to run as root, and run as its user postgres then.</summary>
internal sealed class PostgreSqlProcess
{
    private const string User = "postgres";
    private const string Ready = "database system is ready to accept connections";

    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private PostgreSqlProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardError), ReadAsync(process.StandardOutput));
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>What it has said.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    public static PostgreSqlProcess Start(string program, params string[] arguments)
    {
        string path = Path.Combine(FindPrograms(), program);
        string[] line = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid", User, "--regid", User, "--clear-groups", "--", path, .. arguments]
            : [path, .. arguments];
        ProcessStartInfo start = new(line[0], line[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        return new PostgreSqlProcess(Process.Start(start)!);
    }

    /// <summary>Gives a folder and what is in it to the user as which the programs run.</summary>
    public static async Task GiveAsync(string folder)
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        using Process chown = Process.Start("chown", ["-R", $"{User}:", folder]);
        await Cap.Within(chown.WaitForExitAsync(), "the folder is given away");
    }

    /// <summary>True once it takes connections, false if it ends before.</summary>
    public Task<bool> IsReadyAsync() => _ready.Task;

    /// <summary>Sends it a signal that ends it, and waits for the end.</summary>
    public async Task EndAsync(string signal)
    {
        await SignalAsync(signal, [_process.Id]);
        await Cap.Within(_process.WaitForExitAsync(), "PostgreSQL ends");
    }

    /// <summary>Ends it by SIGKILL, and the processes that it has started: without it, those would go on for a moment.</summary>
    public async Task KillAsync()
    {
        await SignalAllAsync("KILL");
        await Cap.Within(_process.WaitForExitAsync(), "PostgreSQL ends");
    }

    /// <summary>Sends a signal to it and to the processes that it has started.</summary>
    public Task SignalAllAsync(string signal) => SignalAsync(signal, [_process.Id, .. FindChildren()]);

    /// <summary>Waits for an end that it comes to by itself.</summary>
    public async Task EndedAsync()
    {
        await _process.WaitForExitAsync();
        await _reading;
    }

    private static async Task SignalAsync(string signal, int[] processes)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", .. processes.Select(id => id.ToString(CultureInfo.InvariantCulture))]);
        await Cap.Within(kill.WaitForExitAsync(), "the signal is sent");
    }

    private int[] FindChildren() =>
    [
        .. File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
    ];

    private static string FindPrograms()
    {
        const string Root = "/usr/lib/postgresql";
        string? newest = !Directory.Exists(Root) ? null : Directory.GetDirectories(Root)
            .Where(version => File.Exists(Path.Combine(version, "bin", "postgres")))
            .OrderByDescending(version => int.TryParse(Path.GetFileName(version), out int number) ? number : 0)
            .FirstOrDefault();
        return newest is not null
            ? Path.Combine(newest, "bin")
            : throw new InvalidOperationException(
                $"PostgreSQL is not installed below {Root}, and what the store promises on it is NOT TESTED. ./test.sh installs it: Debian package postgresql.");
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_log)
                _log.AppendLine(line);
            if (line.Contains(Ready, StringComparison.Ordinal))
                _ready.TrySetResult(true);
        }

        if (reader == _process.StandardError)
            _ready.TrySetResult(false);
    }
}
