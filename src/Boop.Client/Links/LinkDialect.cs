namespace Boop.Links;

/// <summary>
/// What differs between a vendor's and a scanner's socket. Everything here is called on the link's own loops: it must neither block
/// nor throw nor run users' code.
/// </summary>
internal abstract class LinkDialect
{
    /// <summary>Whether an answer is awaited, so that a dead link must be found soon.</summary>
    internal abstract bool IsUrgent { get; }

    /// <summary>An attempt begins.</summary>
    internal virtual void Connecting()
    {
    }

    /// <summary>Gets what the attempt needs; an exception fails it. May take as long as the attempt.</summary>
    internal virtual Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The frame with which a connection introduces itself.</summary>
    /// <param name="attempt">Rises with each connection, from 1.</param>
    internal abstract ReadOnlyMemory<byte> Authenticate(long attempt);

    internal abstract ReadOnlyMemory<byte> Ping();

    /// <summary>Takes one frame; calls <see cref="LinkSession.Accept"/> and <see cref="LinkSession.Refuse"/> where it says so.</summary>
    internal abstract void Receive(LinkSession session, ReadOnlySpan<byte> frame);

    /// <summary>The session is live.</summary>
    internal abstract void Started(LinkSession session);

    /// <summary>The session is no longer live; its successor may already be asked for.</summary>
    internal abstract void Lost(LinkSession session);

    /// <summary>A connection ended or could not be made; the next attempt comes after the pause.</summary>
    internal abstract void Pausing(LinkEnd end, TimeSpan pause, Exception? cause);

    /// <summary>There is no session and none is to be waited for.</summary>
    internal abstract void Failed(LinkFailure failure, Exception? cause);

    /// <summary>What a caller is told who needs a session.</summary>
    internal abstract Exception ToException(LinkFailure failure);
}
