using Boop.Protocol;

namespace Boop.Client;

/// <summary>What can become of a cancel or a look that was sent.</summary>
internal abstract record InquiryReply
{
    private InquiryReply()
    {
    }

    internal sealed record Answered(ContextStatus Status) : InquiryReply;

    internal sealed record Failed(WireError Error) : InquiryReply;

    /// <summary>The link on which it may have been sent is gone.</summary>
    internal sealed record LinkLost : InquiryReply
    {
        internal static readonly LinkLost Instance = new();
    }
}
