using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>Asks who is at the door.</summary>
public sealed record EntranceRequest : AuthenticationRequest
{
    /// <summary>How old the person must be: one of the operator's ages (16, 18, 21, 65). The birth date is not told.</summary>
    public int? MinimumAge { get; init; }

    internal override ContextRequirements ToRequirements() =>
        With(new ContextRequirements(ContextType.Entrance) { MinimumAge = MinimumAge });
}
