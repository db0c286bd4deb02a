namespace Boop.Grains.Contracts;

/// <summary>Who asks to be a vendor's session; the credentials have been checked.</summary>
/// <param name="Session">The new session.</param>
/// <param name="Instance">Names the client's process, where it said so.</param>
/// <param name="Attempt">Rises with each connection of one instance.</param>
/// <param name="WantsProgress">Whether it is told unasked where its contexts stand.</param>
/// <param name="Node">Where its socket is.</param>
[GenerateSerializer, Immutable, Alias("boop.vendor-attach")]
public sealed record VendorAttach(SessionId Session, string? Instance, long? Attempt, bool WantsProgress = false, NodeId Node = default);
