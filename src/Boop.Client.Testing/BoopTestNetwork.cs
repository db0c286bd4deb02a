using System.Net.WebSockets;
using Boop.Protocol;

namespace Boop.Client.Testing;

/// <summary>
/// A whole network with one vendor, in this process: clients connect to it in memory, and time passes only when it is told to.
/// It follows the protocol on the state machine of the real one.
/// </summary>
/// <remarks>
/// Thread-safe. Its work is done within the call that causes it; the clients' work goes on beside, on the thread pool, until
/// <see cref="SettleAsync"/> has seen it come to rest.
/// </remarks>
public sealed class BoopTestNetwork : IAsyncDisposable
{
    private const double Jitter = 0.5;
    private static readonly Uri Url = new("wss://boop.test");
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly BoopTestNetworkOptions _options;
    private readonly WorkTracker _work = new();
    private readonly Settler _settler;
    private readonly ScriptBook _scripts = new();
    private readonly FrameLog _log = new();
    private readonly ContextDesk _contexts;
    private readonly NetworkDoor _door;
    private readonly List<BoopClient> _clients = [];
    private bool _isDisposed;

    /// <summary>Creates a network with one vendor and one scanner.</summary>
    public BoopTestNetwork()
        : this(new BoopTestNetworkOptions())
    {
    }

    /// <summary>Creates a network.</summary>
    /// <param name="options">What it knows of its vendor.</param>
    /// <exception cref="ArgumentException">A terminal has no well-formed id, or no place for anybody.</exception>
    public BoopTestNetwork(BoopTestNetworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        BoopTestTerminal.Check(options.Terminals);
        _options = options;
        _work.Join();
        Time = new BoopTestClock(options.Start);
        Faults = new BoopTestFaults(_gate);
        _settler = new Settler(Time, _work);
        _contexts = new ContextDesk(options, Time, _scripts, Locked);
        _door = new NetworkDoor(_gate, Time, Faults, _log, new SessionSlot(options, Time, _contexts), Locked);
    }

    /// <summary>The clock of the network and its clients.</summary>
    public BoopTestClock Time { get; }

    /// <summary>What is to go wrong.</summary>
    public BoopTestFaults Faults { get; }

    /// <summary>Options with which a client connects to this network, in its time, with the vendor's credentials and a jitter of one half.</summary>
    public BoopClientOptions Options
    {
        get
        {
            _work.Join();
            return new BoopClientOptions
            {
                Url = Url,
                VendorId = _options.VendorId,
                ApiKey = _options.ApiKey,
                TimeProvider = Time,
                Adjust = settings => settings with { Connect = ConnectAsync, Random = static () => Jitter },
            };
        }
    }

    /// <summary>Scripts the next context that is accepted and scripted nowhere else. Several lines are for several contexts, in order.</summary>
    public BoopTestScript Next => Script(_scripts.AddNext);

    /// <summary>Scripts every context that is scripted nowhere else. Without it such a context waits, and expires after 30 s.</summary>
    public BoopTestScript ByDefault => Script(_scripts.SetDefault);

    /// <summary>Whether the vendor's key is good. Default true.</summary>
    public bool AcceptsCredentials
    {
        get => Read(() => _door.Slot.AcceptsCredentials);
        set => Locked(() => _door.Slot.AcceptsCredentials = value);
    }

    /// <summary>Whether the network's store can neither be read nor written. Default false.</summary>
    /// <remarks>Nothing is accepted, decided or looked up then; what ought to have happened does once the store is back.</remarks>
    public bool IsStoreUnavailable
    {
        get => Read(() => _contexts.IsStoreDown);
        set => Locked(() => _contexts.IsStoreDown = value);
    }

    /// <summary>All contexts, oldest first, as they are now.</summary>
    public IReadOnlyList<BoopTestContext> Contexts => Read(() => _contexts.Contexts);

    /// <summary>All connections that were made, oldest first.</summary>
    public IReadOnlyList<BoopTestConnection> Connections =>
        Read(() => _door.Connections.ConvertAll(connection => new BoopTestConnection(_gate, connection)));

    /// <summary>The connection that was made last.</summary>
    /// <exception cref="BoopTestException">None was made.</exception>
    public BoopTestConnection Connection =>
        Connections is [.., var last] ? last : throw new BoopTestException("No client has connected to this network yet.");

    /// <summary>How often a client tried to connect, refused attempts included.</summary>
    public int ConnectAttempts => Read(() => _door.Attempts);

    /// <summary>All frames, oldest first, redacted.</summary>
    public IReadOnlyList<BoopTestFrame> Frames => Read(() => _log.Frames);

    /// <summary>Scripts one context. Where it is open already, that happens now, or after the delay.</summary>
    /// <param name="contextId">Which context.</param>
    /// <returns>A script to which to add lines.</returns>
    public BoopTestScript For(string contextId)
    {
        ArgumentException.ThrowIfNullOrEmpty(contextId);
        return Script(act =>
        {
            if (!_contexts.TryScript(contextId, act))
            {
                _scripts.AddFor(contextId, act);
            }
        });
    }

    /// <summary>Scripts all contexts of a kind, from now on. Of two scripts that match, the later one counts.</summary>
    /// <param name="matches">Which contexts. It is asked before the context is accepted, and must neither call the network nor throw.</param>
    /// <returns>A script to which to add a line.</returns>
    public BoopTestScript When(Func<BoopTestContext, bool> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        return Script(act => _scripts.AddWhen(matches, act));
    }

    /// <summary>Creates a client of this network. The network disposes of it with itself.</summary>
    /// <returns>The client; it connects at its first request.</returns>
    public BoopClient CreateClient() => CreateClient(static options => options);

    /// <summary>Creates a client of this network. The network disposes of it with itself.</summary>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The client; it connects at its first request.</returns>
    public BoopClient CreateClient(Func<BoopClientOptions, BoopClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var client = new BoopClient(configure(Options));
        Locked(() => _clients.Add(client));
        return client;
    }

    /// <summary>So many of the next creates and cancels take effect, and are answered <c>UNAVAILABLE</c>: whether they did, nobody can tell then.</summary>
    /// <param name="count">How many.</param>
    public void LoseStoreAnswers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Locked(() => _contexts.LostAnswers = count);
    }

    /// <summary>The server restarts: every connection is closed with 1012, contexts live on.</summary>
    public void Restart() => Restart(static connection => connection.Close(CloseCode.ServiceRestart, reason: ""));

    /// <summary>The server dies and comes back: every connection breaks without a close frame, contexts live on.</summary>
    public void Crash() => Restart(static connection => connection.End());

    /// <summary>Waits until nothing happens any more without time passing.</summary>
    /// <remarks>
    /// Seen is all work of the clients, and of code that was started by whoever created this network, took its <see cref="Options"/>, or
    /// called it, tasks and timers of <see cref="Time"/> included. Not seen is what waits for something else than this network and its
    /// clock, such as a file or a real timer: await that yourself.
    /// </remarks>
    /// <returns>A task that ends when all work has come to rest.</returns>
    /// <exception cref="BoopTestException">It has not within 30 s of real time.</exception>
    public Task SettleAsync() => _settler.RunAsync(_settler.SettleAsync);

    /// <summary>Lets time pass, from one due timer to the next; after each, all work comes to rest first.</summary>
    /// <param name="by">How much time.</param>
    /// <returns>A task that ends when the time has passed and all work has come to rest.</returns>
    /// <exception cref="BoopTestException">As of <see cref="SettleAsync"/>.</exception>
    public Task AdvanceAsync(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        return _settler.RunAsync(async () =>
        {
            await _settler.SettleAsync().ConfigureAwait(false);
            DateTimeOffset until = Time.GetUtcNow() + by;
            while (await _settler.StepAsync(until).ConfigureAwait(false))
            {
            }

            Time.MoveTo(until);
        });
    }

    /// <summary>Lets as much time pass as a task needs to end, and work come to rest; what the task throws is thrown.</summary>
    /// <param name="task">The task, such as a call of a client.</param>
    /// <returns>A task that ends when that one has, and all work has come to rest.</returns>
    /// <exception cref="BoopTestException">It has not ended within an hour, or nothing is left that could end it. The message says what was seen.</exception>
    public async Task CompleteAsync(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        await _settler.RunAsync(() => PassUntilAsync(task)).ConfigureAwait(false);
        await task.ConfigureAwait(false);
    }

    /// <summary>As <see cref="CompleteAsync(Task)"/>.</summary>
    /// <typeparam name="T">What the task gives.</typeparam>
    /// <param name="task">The task, such as a call of a client.</param>
    /// <returns>What the task gives, once all work has come to rest.</returns>
    /// <exception cref="BoopTestException">As of <see cref="CompleteAsync(Task)"/>.</exception>
    public async Task<T> CompleteAsync<T>(Task<T> task)
    {
        await CompleteAsync((Task)task).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <summary>Disposes of the clients that it created, lets the time pass that they need for it, and breaks what is still connected.</summary>
    /// <returns>A task that ends when that is done.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        foreach (BoopClient client in Read(() => _clients.ToArray()))
        {
            await CompleteAsync(client.DisposeAsync().AsTask()).ConfigureAwait(false);
        }

        Locked(() =>
        {
            _door.Close();
            _contexts.End();
        });
        await SettleAsync().ConfigureAwait(false);
        _work.End();
    }

    private async Task PassUntilAsync(Task task)
    {
        DateTimeOffset until = Time.GetUtcNow() + LongestWait;
        await _settler.SettleAsync().ConfigureAwait(false);
        while (!task.IsCompleted)
        {
            if (!await _settler.StepAsync(until).ConfigureAwait(false))
            {
                throw new BoopTestException($"The task does not end: {(Time.NextDue() is null ? "nothing is left that could happen" : "an hour has passed")}. {this.Describe()}");
            }
        }
    }

    private Task<WebSocket> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        // Not in an async method: what the caller does from now on is to be seen.
        _work.Join();
        return _door.ConnectAsync(cancellationToken);
    }

    /// <summary>A connection without a WebSocket on it, for tests that say what no client says.</summary>
    internal Stream OpenWire() => _door.OpenWire();

    private void Restart(Action<VendorConnection> end) => Locked(() =>
    {
        _door.Connections.ForEach(end);
        _contexts.Restart();
    });

    private BoopTestScript Script(Action<Act> add)
    {
        _work.Join();
        return new BoopTestScript(act => Locked(() => add(act)), TimeSpan.Zero);
    }

    private void Locked(Action act)
    {
        lock (_gate)
        {
            act();
        }
    }

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
