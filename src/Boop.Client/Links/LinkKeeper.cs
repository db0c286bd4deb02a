using System.Net.WebSockets;
using Boop.Protocol;

namespace Boop.Links;

/// <summary>
/// Keeps one session alive. One loop makes one connection after the other, each of them a local of its round, so that the end of an
/// old one cannot touch a new one; what comes next is the protocol's table 1.4. Shared state: the live session, or why there is none.
/// </summary>
internal sealed class LinkKeeper(LinkSettings settings, LinkDialect dialect) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Backoff _backoff = new(settings.Random);
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource _changed = New();
    private LinkSession? _current;
    private LinkFailure? _failure;
    private Task? _running;
    private long _attempt;

    /// <summary>The live session, if there is one.</summary>
    internal LinkSession? Current => Volatile.Read(ref _current);

    /// <summary>The live session, as soon as there is one. The first call begins to connect.</summary>
    /// <exception cref="Exception">None is to be waited for: what <see cref="LinkDialect.ToException"/> makes of it.</exception>
    internal async Task<LinkSession> LiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_failure is { } failure)
                {
                    throw dialect.ToException(failure);
                }

                if (_current is { } session)
                {
                    return session;
                }

                _running ??= Task.Run(RunAsync, CancellationToken.None);
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>As <see cref="LiveAsync"/>, and comes back too where the network had ended the session for good.</summary>
    internal async Task<LinkSession> ReviveAsync(CancellationToken cancellationToken)
    {
        Task? ended;
        lock (_gate)
        {
            ended = _failure is LinkFailure.Replaced or LinkFailure.Closed or LinkFailure.Faulted ? _running : null;
        }

        if (ended is not null)
        {
            // The loop of a failure like these is on its way out.
            await ended.WaitAsync(cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                if (_running == ended && _failure != LinkFailure.Disposed)
                {
                    _failure = null;
                    _running = null;
                }
            }
        }

        return await LiveAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (_gate)
        {
            Change_NeedsLock(null, LinkFailure.Disposed);
            running = _running;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        if (running is not null)
        {
            await running.ConfigureAwait(false);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                (LinkEnd end, Exception? cause) = await RoundAsync().ConfigureAwait(false);
                if (_stopping.IsCancellationRequested || !await PauseAsync(end, cause).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Disposed during a pause.
        }
        catch (Exception exception)
        {
            // A bug; but whoever waits must learn of it rather than wait for ever.
            Fail(LinkFailure.Faulted, exception);
        }
    }

    /// <summary>One connection, from the attempt to its end.</summary>
    private async Task<(LinkEnd End, Exception? Cause)> RoundAsync()
    {
        dialect.Connecting();
        using var timeout = new CancellationTokenSource(settings.ConnectTimeout, settings.Time);
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stopping.Token);
        WebSocket socket;
        try
        {
            await dialect.PrepareAsync(opening.Token).ConfigureAwait(false);
            socket = await settings.Connect(settings.Url, opening.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return (LinkEnd.Broken, exception);
        }

        var link = new Link(socket, settings.Time);
        var accepted = New();
        using var session = new LinkSession(link, dialect, settings.Time, accepting =>
        {
            lock (_gate)
            {
                if (_failure != LinkFailure.Disposed)
                {
                    Change_NeedsLock(accepting, null);
                }
            }

            dialect.Started(accepting);
            accepted.TrySetResult();
        });

        link.TrySend(dialect.Authenticate(NextAttempt()));
        Task<LinkEnd> ended = link.RunAsync(session.Receive);
        try
        {
            await AbortUnlessOpenedAsync(session, Task.WhenAny(accepted.Task, ended), opening.Token).ConfigureAwait(false);
            await ended.WaitAsync(_stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await session.CloseAsync(ended).ConfigureAwait(false);
        }

        LinkEnd end = session.Conclude(await ended.ConfigureAwait(false));
        lock (_gate)
        {
            Change_NeedsLock(null, _failure);
        }

        if (session.IsAccepted)
        {
            _backoff.SessionEnded(session.HealthyFor);
            dialect.Lost(session);
        }

        bool isLate = timeout.IsCancellationRequested && !session.IsAccepted && end.CloseCode is null;
        return (end, isLate ? new OperationCanceledException("No answer to the authentication within the ConnectTimeout.") : null);
    }

    private static async Task AbortUnlessOpenedAsync(LinkSession session, Task opened, CancellationToken cancellationToken)
    {
        try
        {
            await opened.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!session.IsAccepted)
        {
            session.Abort();
        }
        catch (OperationCanceledException)
        {
            // It was let in in the same moment.
        }
    }

    /// <summary>Waits until the next connection is due; false where there is to be none.</summary>
    private async Task<bool> PauseAsync(LinkEnd end, Exception? cause)
    {
        TimeSpan pause;
        switch (ReconnectPolicy.For(end.CloseCode))
        {
            case ReconnectAction.Stop:
                Fail(LinkFailure.Closed, null);
                return false;

            case ReconnectAction.Replaced:
                Fail(LinkFailure.Replaced, null);
                return false;

            case ReconnectAction.CredentialsRefused:
                pause = end.Hint is { } hint && hint > ReconnectPolicy.CredentialsRefusedDelay
                    ? hint
                    : ReconnectPolicy.CredentialsRefusedDelay;
                Fail(LinkFailure.CredentialsRefused, null);
                break;

            case ReconnectAction.ReconnectSoon:
                pause = _backoff.Soon(end.Hint);
                break;

            default:
                pause = _backoff.Next(end.Hint);
                break;
        }

        dialect.Pausing(end, pause, cause);
        await Task.Delay(pause, settings.Time, _stopping.Token).ConfigureAwait(false);
        lock (_gate)
        {
            if (_failure == LinkFailure.CredentialsRefused)
            {
                Change_NeedsLock(null, null);
            }
        }

        return true;
    }

    private void Fail(LinkFailure failure, Exception? cause)
    {
        lock (_gate)
        {
            if (_failure == LinkFailure.Disposed)
            {
                return;
            }

            Change_NeedsLock(null, failure);
        }

        dialect.Failed(failure, cause);
    }

    private void Change_NeedsLock(LinkSession? current, LinkFailure? failure)
    {
        Volatile.Write(ref _current, current);
        _failure = failure;
        _changed.TrySetResult();
        _changed = New();
    }

    // Rises across restarts too, under an instance name that a process keeps: of two attempts the network keeps the higher.
    private long NextAttempt() => _attempt = Math.Max(_attempt + 1, settings.Time.GetUtcNow().ToUnixTimeMilliseconds());

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
