using Boop.Grains.Directory;

namespace Boop.Gateway.Sessions;

/// <summary>One connection that asks, or asked, to be a client's session. Called in the order of its members.</summary>
/// <typeparam name="TIn">The closed set of messages from the client.</typeparam>
/// <typeparam name="TOut">The closed set of messages to the client.</typeparam>
internal interface IClientSession<in TIn, TOut>
    where TIn : class
    where TOut : class
{
    /// <summary>Checks the credentials, touching no grain.</summary>
    ValueTask<CredentialAnswer> CheckAsync(CancellationToken cancellationToken);

    /// <summary>Asks the grain to let it in. Notices that come before <see cref="OpenNotices"/> are held.</summary>
    Task<Admission<TOut>> AttachAsync();

    /// <summary>The greeting is on its way: whatever was held may follow.</summary>
    void OpenNotices();

    /// <summary>Hands the grain the next message; null for one that the session answered by itself.</summary>
    Task ForwardAsync(long number, TIn? message);

    /// <summary>Asks the grain whether this is still its session, and has missed nothing. False where it has to end.</summary>
    Task<bool> IsHeldAsync();

    /// <summary>A message has left; <paramref name="more"/> tells whether others are queued behind it.</summary>
    void OnWritten(TOut message, bool more);

    /// <summary>Tells the grain that it is over, if the grain may believe otherwise. Safe at any time.</summary>
    Task DetachAsync();
}
