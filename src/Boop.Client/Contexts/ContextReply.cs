using Boop.Protocol;

namespace Boop.Client;

/// <summary>What can become of a create that was sent.</summary>
internal abstract record ContextReply
{
    private ContextReply()
    {
    }

    internal sealed record Settled(AuthenticationOutcome Outcome) : ContextReply;

    internal sealed record Failed(WireError Error) : ContextReply;

    /// <summary>The link on which it may have been sent is gone.</summary>
    internal sealed record LinkLost : ContextReply
    {
        internal static readonly LinkLost Instance = new();
    }
}
