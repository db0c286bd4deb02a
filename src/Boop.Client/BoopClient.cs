using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Boop.Links;
using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>
/// A vendor's connection to the network: asks for people and learns what they answered. Keeps one connection, opened at the first
/// need and opened again whenever it is lost. Thread-safe; one per process and vendor is enough, and the network allows no second.
/// </summary>
public sealed class BoopClient : IAsyncDisposable
{
    private const string Path = "/ws/vendor";
    private static readonly TimeSpan FinishTimeout = TimeSpan.FromSeconds(1);

    private readonly ArrivedOutcomes _arrived = new();
    private readonly ConnectionFeed _connection = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly LinkSettings _settings;
    private readonly LinkKeeper _keeper;
    private readonly Acknowledger _acknowledger;
    private readonly CallRunner _runner;

    /// <summary>Creates a client; nothing is connected yet.</summary>
    /// <param name="options">Where the network is, and who asks.</param>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it and says why.</exception>
    public BoopClient(BoopClientOptions options)
        : this(options, static settings => settings)
    {
    }

    internal BoopClient(BoopClientOptions options, Func<LinkSettings, LinkSettings> adjust)
    {
        ArgumentNullException.ThrowIfNull(options);
        _settings = adjust(options.Adjust(OptionsCheck.ToSettings(options, Path)));
        var calls = new PendingCalls(_arrived);
        var pacer = new Pacer(_settings.Time, options.Pacing);
        var dialect = new VendorDialect(options, calls, pacer, _connection);
        _keeper = new LinkKeeper(_settings, dialect);
        _acknowledger = new Acknowledger(_keeper, pacer.Messages);
        var services = new CallServices(calls, _keeper, _settings, pacer);
        _runner = new CallRunner(services, _arrived, _acknowledger, options.OutcomeTimeout, _disposing.Token);
        dialect.AcknowledgeAgain = _acknowledger.Add;
    }

    /// <summary>Whether there is a connection now, and why not.</summary>
    public ConnectionChange Connection => _connection.Present;

    /// <summary>What becomes of the connection: what it is now, and then each change once and in order.</summary>
    /// <remarks>
    /// Does not connect by itself. Whoever watches does so at a pace of its own and holds nothing up; of one that falls behind by more
    /// than 64 changes the oldest are dropped. Ends when the client is disposed.
    /// </remarks>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>Changes as they come.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IAsyncEnumerable<ConnectionChange> WatchConnectionAsync(CancellationToken cancellationToken = default) =>
        _connection.WatchAsync(cancellationToken);

    /// <summary>Connects, and waits until the network has let this vendor in. Not needed before the first request.</summary>
    /// <remarks>
    /// Tries until it succeeds, the token is cancelled, or the network refuses. It is also the way back after
    /// <see cref="BoopErrorCodes.SessionReplaced"/> and <see cref="BoopErrorCodes.ConnectionClosed"/>.
    /// </remarks>
    /// <param name="cancellationToken">Ends the wait; the client goes on trying in the background.</param>
    /// <returns>A task that ends when the client is connected.</returns>
    /// <exception cref="BoopException">The network refused the credentials, or another connection took over.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client is disposed.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
        await _keeper.ReviveAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for one person and waits for the answer. Always ends.</summary>
    /// <remarks>
    /// A lost connection is no error: the client comes back and learns what happened meanwhile. Cancelling the token ends the wait
    /// alone: the person at the scanner may still answer, and that outcome is then among <see cref="ReadUnclaimedAsync"/>.
    /// The outcome is acknowledged to the network as the call returns.
    /// </remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="BoopException">
    /// The request could not be carried out, or (<see cref="BoopErrorCodes.OutcomeUnknown"/>,
    /// <see cref="BoopErrorCodes.NotConnected"/>) the network could not be reached within <see cref="BoopClientOptions.OutcomeTimeout"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client is, or was meanwhile, disposed.</exception>
    public async Task<AuthenticationOutcome> AuthenticateAsync(AuthenticationRequest request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        PendingAuthentication pending = Begin(request, isWatched: false);
        await using (pending.ConfigureAwait(false))
        {
            return await pending.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks for one person, and returns once the network has accepted the request: to show how it gets on, or to withdraw it.</summary>
    /// <remarks>
    /// <see cref="AuthenticateAsync"/> is the same in one await. Cancelling the token ends the start alone: the request may have been
    /// accepted, and its outcome is then among <see cref="ReadUnclaimedAsync"/>.
    /// </remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The request under way; to be disposed.</returns>
    /// <exception cref="BoopException">As of <see cref="AuthenticateAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client is, or was meanwhile, disposed.</exception>
    public async Task<PendingAuthentication> StartAsync(AuthenticationRequest request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        PendingAuthentication pending = Begin(request, isWatched: true);
        try
        {
            await pending.BegunAsync(cancellationToken).ConfigureAwait(false);
            return pending;
        }
        catch
        {
            await pending.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Withdraws a request, and says what really happened: it may have been decided just before.</summary>
    /// <remarks>
    /// A late success beats a cancel: book nothing as withdrawn unless the outcome is <see cref="AuthenticationOutcome.Cancelled"/>. A call that
    /// waits for the request ends with the same outcome. Lost connections are borne; repeating a cancel is safe.
    /// </remarks>
    /// <param name="contextId">Which request, also one of a process before this one.</param>
    /// <param name="cancellationToken">Ends the wait; the cancel may happen nonetheless.</param>
    /// <returns>The outcome that won.</returns>
    /// <exception cref="BoopException">
    /// The network knows no such request (<see cref="BoopErrorCodes.ContextNotFound"/>), or (<see cref="BoopErrorCodes.OutcomeUnknown"/>,
    /// <see cref="BoopErrorCodes.NotConnected"/>) it could not be reached within <see cref="BoopClientOptions.OutcomeTimeout"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client is, or was meanwhile, disposed.</exception>
    public async Task<AuthenticationOutcome> CancelAsync(string contextId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contextId);
        OptionsCheck.ContextId(contextId, nameof(contextId));
        return (await _runner.RunAndHandOverAsync(_runner.Cancel(contextId), cancellationToken).ConfigureAwait(false)).Outcome!;
    }

    /// <summary>Asks the network where a request stands, and for its outcome if it is decided.</summary>
    /// <remarks>It is the way to learn of a request that was made before this process was restarted.</remarks>
    /// <param name="contextId">Which request, also one of a process before this one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the network confirmed. An outcome in it counts as handed over.</returns>
    /// <exception cref="BoopException">As of <see cref="CancelAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client is, or was meanwhile, disposed.</exception>
    public async Task<ContextStatus> GetAsync(string contextId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contextId);
        OptionsCheck.ContextId(contextId, nameof(contextId));
        return await _runner.RunAndHandOverAsync(_runner.Look(contextId), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The outcomes that no call of this client waits for: of requests made before this process was restarted, or whose wait was
    /// cancelled.
    /// </summary>
    /// <remarks>
    /// Each is acknowledged to the network once the body of the loop has dealt with it: when the next one is asked for. If the loop is left in
    /// its body, by an exception or by <c>break</c>, that one is given out again. What is not read is sent again by the network for
    /// five minutes.
    /// Ends when the client is disposed. Does not connect by itself.
    /// </remarks>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>Outcomes as they come.</returns>
    public async IAsyncEnumerable<UnclaimedOutcome> ReadUnclaimedAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            UnclaimedOutcome next;
            try
            {
                next = await _arrived.TakeUnclaimedAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (ChannelClosedException)
            {
                yield break;
            }

            bool isDealtWith = false;
            try
            {
                yield return next;
                isDealtWith = true;
            }
            finally
            {
                if (isDealtWith)
                {
                    _runner.HandOver(next.ContextId);
                }
                else
                {
                    _arrived.GiveBack(next);
                }
            }
        }
    }

    /// <summary>
    /// Ends every wait with <see cref="ObjectDisposedException"/>, acknowledges what was handed over, and closes the connection.
    /// </summary>
    /// <returns>A task that ends, within some seconds, when the connection is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_disposing.IsCancellationRequested)
        {
            return;
        }

        await _disposing.CancelAsync().ConfigureAwait(false);
        _arrived.Close();
        try
        {
            await _acknowledger.FinishAsync().WaitAsync(FinishTimeout, _settings.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The link takes nothing more; the network will send those outcomes again.
        }

        _acknowledger.Dispose();

        await _keeper.DisposeAsync().ConfigureAwait(false);
        _connection.Disposed();
    }

    private PendingAuthentication Begin(AuthenticationRequest request, bool isWatched)
    {
        ArgumentNullException.ThrowIfNull(request);
        string contextId = request.ContextId ?? BoopClientOptions.RandomId();
        OptionsCheck.ContextId(contextId, nameof(request));
        return new PendingAuthentication(new CreateContext(contextId, request.ToRequirements()), _runner, isWatched);
    }
}
