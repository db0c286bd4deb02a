namespace Boop.Client;

/// <summary>What the client does with a request for which the network's limits leave no room.</summary>
public enum Pacing
{
    /// <summary>It waits for room, first come first served.</summary>
    Wait,

    /// <summary>It is refused at once with <see cref="BoopErrorCodes.RateLimited"/>, which says when there is room.</summary>
    Refuse,
}
