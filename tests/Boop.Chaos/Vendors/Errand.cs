using Boop.Client;

namespace Boop.Chaos.Vendors;

/// <summary>One thing that a vendor wants to know, in the words of the wire and of the SDK.</summary>
/// <param name="Context">Its id; stands in the description too, by which a scanner's offer is known to be its.</param>
/// <param name="Requirements">As JSON.</param>
/// <param name="Request">For the SDK.</param>
internal sealed record Errand(string Context, string Requirements, AuthenticationRequest Request)
{
    public string ToCreate(string? messageId = null) => messageId is null
        ? $$"""{"type":"create_context","context_id":"{{Context}}","requirements":{{Requirements}}}"""
        : $$"""{"type":"create_context","context_id":"{{Context}}","requirements":{{Requirements}},"id":"{{messageId}}"}""";
}
