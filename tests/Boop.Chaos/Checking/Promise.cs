namespace Boop.Chaos.Checking;

/// <summary>The promises of the protocol that a run puts to the test.</summary>
internal enum Promise
{
    /// <summary>Exactly one outcome, and nothing told before it is durable.</summary>
    G1,

    /// <summary>An outcome is told until it is acknowledged or five minutes old.</summary>
    G2,

    /// <summary>An accepted context survives, and every create is answered.</summary>
    G3,

    /// <summary>One session and one owner can change anything.</summary>
    G4,

    /// <summary>The limits hold.</summary>
    G5,

    /// <summary>What is bad harms nobody else, and ends no process.</summary>
    G9,

    /// <summary>A graceful stop tells every client when to come back, and loses nothing.</summary>
    G10,

    /// <summary>Every message is as <c>docs/asyncapi.yaml</c> says.</summary>
    Contract,
}
