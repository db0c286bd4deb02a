namespace Boop.Grains.Directory;

/// <summary>Whether credentials are good.</summary>
public enum CredentialAnswer
{
    Accepted,

    /// <summary>Unknown, wrong, expired, revoked or suspended: which of them is nobody's business.</summary>
    Refused,

    /// <summary>The store cannot be read, so nobody can say.</summary>
    Unavailable,
}
