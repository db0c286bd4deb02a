using Boop.Protocol;

namespace Boop.Client;

/// <summary>What can become of a message that was sent for a call.</summary>
internal abstract record CallReply
{
    private CallReply()
    {
    }

    internal sealed record Answered(ContextStatus Status) : CallReply;

    internal sealed record Failed(WireError Error) : CallReply;

    /// <summary>The link on which it may have been sent is gone.</summary>
    internal sealed record LinkLost : CallReply
    {
        internal static readonly LinkLost Instance = new();
    }
}
