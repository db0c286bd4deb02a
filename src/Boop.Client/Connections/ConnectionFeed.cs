using Boop.Links;
using Boop.Protocol;

namespace Boop.Client;

/// <summary>
/// What becomes of the connection, for whoever watches. Told by the one loop that makes connections, one after the other, so that the
/// end of an old one is never told behind the beginning of a new one.
/// </summary>
internal sealed class ConnectionFeed
{
    private const int Kept = 64;

    private readonly Feed<ConnectionChange> _feed = new(Kept);
    private ConnectionChange _present = new(ConnectionState.Stopped, ConnectionReason.NotStarted);

    internal ConnectionFeed() => _feed.Add(_present);

    internal ConnectionChange Present => Volatile.Read(ref _present);

    internal IAsyncEnumerable<ConnectionChange> WatchAsync(CancellationToken cancellationToken) => _feed.ReadNewestAsync(cancellationToken);

    internal void Connecting() => Add(new ConnectionChange(
        ConnectionState.Connecting, Present.State == ConnectionState.Reconnecting ? Present.Reason : ConnectionReason.None));

    internal void Connected() => Add(new ConnectionChange(ConnectionState.Connected, ConnectionReason.None));

    internal ConnectionChange Pausing(LinkEnd end, TimeSpan pause, Exception? cause)
    {
        var change = new ConnectionChange(ConnectionState.Reconnecting, ReasonOf(end, cause)) { CloseCode = end.CloseCode, NextAttemptIn = pause };
        Add(change);
        return change;
    }

    internal void Failed(LinkFailure failure)
    {
        switch (failure)
        {
            case LinkFailure.Replaced:
                Stop(ConnectionReason.AnotherInstanceTookOver, CloseCode.SessionReplaced);
                break;

            case LinkFailure.Closed:
                Stop(ConnectionReason.ClosedByNetwork, CloseCode.Normal);
                break;

            case LinkFailure.Faulted:
                Stop(ConnectionReason.ClientFault, null);
                break;

            default:
                // Refused credentials are told with the pause that follows them, the disposal once it is done.
                break;
        }
    }

    internal void Disposed()
    {
        Stop(ConnectionReason.Disposed, null);
        _feed.Complete();
    }

    private static ConnectionReason ReasonOf(LinkEnd end, Exception? cause) => (end.CloseCode, cause) switch
    {
        (_, KeyUnavailableException) => ConnectionReason.KeyUnavailable,
        (_, OperationCanceledException) => ConnectionReason.TimedOut,
        (_, not null) => ConnectionReason.Unreachable,
        (null, _) => ConnectionReason.Lost,
        (CloseCode.GoingAway or CloseCode.ServiceRestart, _) => ConnectionReason.Restarting,
        (CloseCode.TryAgainLater or CloseCode.Flooding, _) => ConnectionReason.Overloaded,
        (CloseCode.CredentialsRefused, _) => ConnectionReason.CredentialsRefused,
        _ => ConnectionReason.ClosedWithError,
    };

    private void Stop(ConnectionReason reason, int? closeCode) =>
        Add(new ConnectionChange(ConnectionState.Stopped, reason) { CloseCode = closeCode });

    private void Add(ConnectionChange change)
    {
        Volatile.Write(ref _present, change);
        _feed.Add(change);
    }
}
