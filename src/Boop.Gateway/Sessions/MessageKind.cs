namespace Boop.Gateway.Sessions;

/// <summary>Who answers a message.</summary>
internal enum MessageKind
{
    /// <summary>It asks to be let in.</summary>
    Authenticate,

    /// <summary>A sign of life, which the session answers by itself.</summary>
    Ping,

    /// <summary>The grain's business.</summary>
    Command,
}
