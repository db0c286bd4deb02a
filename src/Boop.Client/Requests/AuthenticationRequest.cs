using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>What a vendor needs to know of one person. Immutable; the network checks it.</summary>
public abstract record AuthenticationRequest
{
    private protected AuthenticationRequest()
    {
    }

    /// <summary>
    /// Names the context, and makes a repetition safe: the same id with the same request asks nobody twice and tells the outcome again.
    /// </summary>
    /// <remarks>
    /// 1–128 characters of <c>A–Z a–z 0–9 . _ : -</c>, never used again for another request. Null, the default, for 128 random bits
    /// made at each call. To find an outcome again after a crash of your own, choose it and keep it before the call.
    /// </remarks>
    public string? ContextId { get; init; }

    /// <summary>Names of attributes to ask for, up to 32; best effort: what is not given is listed in <c>Withheld</c>.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>Names of attributes without which the answer is worth nothing, up to 32: all are given, or it is a refusal.</summary>
    public IReadOnlyList<string> RequiredAttributes { get; init; } = [];

    /// <summary>Which of the vendor's scanners; needed for payments where the vendor has several and does not pool them.</summary>
    public string? TerminalId { get; init; }

    /// <summary>Shown to the person at the scanner: up to 140 characters.</summary>
    public string? Description { get; init; }

    internal abstract ContextRequirements ToRequirements();

    private protected ContextRequirements With(ContextRequirements requirements) => requirements with
    {
        Attributes = Attributes.Count > 0 ? Attributes : null,
        RequiredAttributes = RequiredAttributes.Count > 0 ? RequiredAttributes : null,
        TerminalId = TerminalId,
        Description = Description,
    };
}
