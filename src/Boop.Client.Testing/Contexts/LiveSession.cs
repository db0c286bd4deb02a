using Boop.Protocol.Vendor;

namespace Boop.Client.Testing;

/// <summary>The vendor's one session.</summary>
/// <param name="Id">Which session.</param>
/// <param name="Instance">Names the client's process, where it said so.</param>
/// <param name="Attempt">Rises with each connection of one instance.</param>
/// <param name="WantsProgress">Whether it is told unasked where its contexts stand.</param>
/// <param name="Send">Takes what is for the vendor.</param>
internal sealed record LiveSession(string Id, string? Instance, long? Attempt, bool WantsProgress, Action<VendorServerMessage> Send);
