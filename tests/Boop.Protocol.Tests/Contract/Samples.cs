using Boop.Protocol.Scanner;
using Boop.Protocol.Vendor;

namespace Boop.Protocol.Tests.Contract;

/// <summary>Messages of every type which, taken together, have every member set.</summary>
internal static class Samples
{
    private const string OfferId = "0123456789abcdef0123456789abcdef";
    private static readonly DateTimeOffset Time = new(2026, 11, 23, 8, 15, 30, 7, TimeSpan.Zero);

    /// <summary>All but those that speak of a context.</summary>
    private static readonly IEnumerable<ErrorCode> ForScanners = Enum.GetValues<ErrorCode>().Except(
    [
        ErrorCode.InvalidRequirements, ErrorCode.ContextIdConflict, ErrorCode.ContextNotFound, ErrorCode.ContextExpired, ErrorCode.TerminalBusy,
    ]);

    internal static IReadOnlyList<object> All { get; } =
    [
        new Authenticate("ven_abc123", "sk_live_xyz789") { Id = "i", Features = ["progress"], Instance = "till-7", Attempt = long.MaxValue },
        Create(Asked(ContextType.Payment) with { Amount = ProtocolLimits.MaxAmount, Currency = "EUR" }),
        .. new[] { 16, 18, 21, 65 }.Select(age => Create(Asked(ContextType.Entrance) with { MinimumAge = age })),
        Create(Asked(ContextType.Membership) with { ProgramId = "gold.2026" }),
        new CancelContext("ctx_1") { Id = "i" },
        new GetContext("ctx_1") { Id = "i" },
        new Ack(["ctx_1", "ctx_2"]) { Id = "i" },
        new Ping { Id = "i" },
        new Authenticated("ven_abc123", "ses_7") { Id = "i" },
        new AuthResult("ctx_1", Succeeded() with { Attributes = new Dictionary<string, string> { ["email"] = "ada@example.com" } }) { Id = "i" },
        new AuthResult("ctx_1", Succeeded() with { AttributesErased = true }) { Id = "i" },
        .. new[]
        {
            "user_not_found", "declined", "vendor_not_consented", "attributes_missing", "too_young", "not_a_member", "cancelled", "scanner_failed",
        }.Select(reason => new AuthResult("ctx_1", new AuthenticationResult(false) { Reason = reason, AuthenticatedAt = Time }) { Id = "i" }),
        .. States(29_871, "accepted", "waiting", "offered", "presented", "retrying"),
        .. States(0, "succeeded", "failed", "cancelled", "expired"),
        .. Enum.GetValues<ErrorCode>().Select(code => new VendorError(Full(code)) { Id = "i", ContextId = "ctx_1" }),
        new Pong { Id = "i" },

        new ScannerAuthenticate("scn_1", "sk_scan_1") { Id = "i", Capacity = ProtocolLimits.MaxScannerCapacity },
        new Presented(OfferId) { Id = "i" },
        .. Enum.GetValues<Hand>().Select(hand => new Scan(OfferId, int.MaxValue, new byte[] { 1, 2, 3 }, 100, hand) { Id = "i", Consents = ["email"] }),
        new Decline(OfferId) { Id = "i" },
        new Failed(OfferId, "lamp broken") { Id = "i" },
        new ScannerPing { Id = "i" },
        new ScannerAuthenticated("scn_1", "Coffee Shop", "till_1") { Id = "i" },
        new Offer(OfferId, ContextType.Payment, "Coffee Shop", ["email"], 30_000) { Amount = 2500, Currency = "USD", Description = "Two coffees" },
        new Offer(OfferId, ContextType.Entrance, "Coffee Shop", [], 0) { Description = "The back door" },
        new Offer(OfferId, ContextType.Membership, "Coffee Shop", [], 3_000),
        .. new[] { "expired", "decided", "failed", "cancelled", "yielded", "unknown" }.Select(reason => new Withdrawn(OfferId, reason) { Id = "i" }),
        .. Enum.GetValues<ScanOutcome>().Select(outcome => new ScanResult(OfferId, 1, outcome, 3) { Id = "i" }),
        .. ForScanners.Select(code => new ScannerError(Full(code)) { Id = "i", OfferId = OfferId }),
        new ScannerPong { Id = "i" },
    ];

    private static CreateContext Create(ContextRequirements requirements) => new("ctx_1", requirements) { Id = "i" };

    private static ContextRequirements Asked(ContextType type) => new(type)
    {
        Attributes = ["email", "phone"],
        RequiredAttributes = ["name"],
        TerminalId = "till_1",
        Description = "Two coffees",
    };

    private static AuthenticationResult Succeeded() => new(true)
    {
        UserId = "usr_1",
        Withheld = [.. new[] { "not_allowed", "not_consented", "unavailable", "expired" }.Select(reason => new Withholding("phone", reason))],
        AuthenticatedAt = Time,
        Receipt = "cmVjZWlwdA",
    };

    private static IEnumerable<ContextUpdate> States(int expiresInMs, params string[] states) =>
        states.Select(state => new ContextUpdate("ctx_1", state, expiresInMs) { Id = "i", TerminalId = "till_1" });

    internal static WireError Full(ErrorCode code) =>
        WireError.Of(code) with { RetryAfterMs = 1500, Field = "context_ids[3]", Detail = "4bf92f3577b34da6a3ce929d0e0e4736" };
}
