using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>Asks whether a person is a member.</summary>
public sealed record MembershipRequest : AuthenticationRequest
{
    /// <summary>Which of the vendor's programmes; null, the default, for any.</summary>
    public string? ProgramId { get; init; }

    internal override ContextRequirements ToRequirements() =>
        With(new ContextRequirements(ContextType.Membership) { ProgramId = ProgramId });
}
