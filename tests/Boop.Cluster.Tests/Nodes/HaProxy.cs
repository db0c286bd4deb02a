using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Boop.Testing;

namespace Boop.Cluster.Tests.Nodes;

/// <summary>
/// HAProxy of Debian's package before the nodes, as docs/operations.md sets it up: a frontend that spreads clients, and for each node one that
/// prefers it. Ends by its own process id.
/// </summary>
internal sealed class HaProxy : IAsyncDisposable
{
    private const string Program = "/usr/sbin/haproxy";

    private readonly string _folder = Directory.CreateTempSubdirectory("boop-haproxy-").FullName;
    private readonly Dictionary<string, int> _ports = [];
    private Process? _process;
    private Task<string> _errors = Task.FromResult("");

    /// <summary>Any node.</summary>
    public Uri Url(string path) => new($"ws://127.0.0.1:{_ports["any"]}{path}");

    /// <summary>This node as long as it is ready, then any other.</summary>
    public Uri Url(ClusterNode preferred, string path) => new($"ws://127.0.0.1:{_ports[preferred.Name]}{path}");

    /// <summary>Where HAProxy is not installed this fails, and says so.</summary>
    public static async Task<HaProxy> StartAsync(IReadOnlyList<ClusterNode> nodes)
    {
        if (!File.Exists(Program))
        {
            throw new InvalidOperationException(
                $"There is no {Program}, and what a cluster promises behind a proxy is NOT TESTED. ./test.sh installs it: Debian package haproxy.");
        }

        HaProxy proxy = new();
        await proxy.RunAsync(nodes);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync(IReadOnlyList<ClusterNode> nodes)
    {
        string path = Path.Combine(_folder, "haproxy.cfg");
        await File.WriteAllTextAsync(path, Configure(nodes));
        ProcessStartInfo start = new(Program, ["-db", "-f", path]) { RedirectStandardError = true, RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
        foreach (int port in _ports.Values)
            await Wait.UntilAsync(() => TakesAsync(port), "HAProxy takes connections");
    }

    private async Task<bool> TakesAsync(int port)
    {
        if (_process!.HasExited)
            throw new InvalidOperationException($"HAProxy ended: {await Cap.Within(_errors, "its output ends")}");
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string Configure(IReadOnlyList<ClusterNode> nodes)
    {
        StringBuilder text = new(
            """
            global
                nbthread 1
                maxconn 1000
            defaults
                mode http
                timeout connect 1s
                timeout client 60s
                timeout server 60s
                timeout tunnel 1h
                retries 3
                option redispatch
                option httpchk GET /health/ready
                default-server check inter 500ms fastinter 250ms downinter 250ms fall 2 rise 1

            """);
        Add(text, "any", "balance leastconn", nodes.Select(node => (node, "")));
        foreach (ClusterNode preferred in nodes)
            Add(text, preferred.Name, "balance first", nodes.Select(node => (node, node == preferred ? "" : "backup")));
        return text.ToString();
    }

    private void Add(StringBuilder text, string name, string balance, IEnumerable<(ClusterNode Node, string More)> servers)
    {
        int port = _ports[name] = Ports.Free();
        text.AppendLine($"frontend {name}").AppendLine($"    bind 127.0.0.1:{port}").AppendLine($"    default_backend to_{name}");
        text.AppendLine($"backend to_{name}").AppendLine($"    {balance}");
        foreach ((ClusterNode node, string more) in servers)
            text.AppendLine($"    server {node.Name} 127.0.0.1:{node.HttpPort} {more}");
    }
}
