namespace Boop.Links;

/// <summary>Why there is no session and none is to be waited for.</summary>
internal enum LinkFailure
{
    /// <summary>The credentials were refused; the next attempt is minutes away.</summary>
    CredentialsRefused,

    /// <summary>A newer connection took over; only the owner may bring this one back.</summary>
    Replaced,

    /// <summary>The network closed with 1000; only the owner may bring the connection back.</summary>
    Closed,

    /// <summary>A fault of this library ended the loop that connects.</summary>
    Faulted,

    /// <summary>The owner has disposed of it.</summary>
    Disposed,
}
