using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>Asks a person to pay.</summary>
/// <param name="Amount">In integer minor units ("cents"): 1 … 99 999 999, so that 2500 is 25.00.</param>
public sealed record PaymentRequest(long Amount) : AuthenticationRequest
{
    /// <summary>ISO 4217; null, the default, for the vendor's own currency.</summary>
    public string? Currency { get; init; }

    /// <summary>How old the person must be: one of the operator's ages (16, 18, 21, 65). The birth date is not told.</summary>
    public int? MinimumAge { get; init; }

    internal override ContextRequirements ToRequirements() => With(
        new ContextRequirements(ContextType.Payment) { Amount = Amount, Currency = Currency, MinimumAge = MinimumAge });
}
