using System.Security.Cryptography;
using Boop.Links;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>Sends cancels and looks, and repeats them after any doubt: neither does harm twice.</summary>
internal sealed class InquiryCall(PendingInquiries inquiries, LinkKeeper keeper, LinkSettings settings)
{
    private const int IdLength = 32;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    internal Task<ContextStatus> CancelAsync(string contextId, CancellationToken cancellationToken) =>
        RunAsync(contextId, isLook: false, cancellationToken);

    internal Task<ContextStatus> LookAsync(string contextId, CancellationToken cancellationToken) =>
        RunAsync(contextId, isLook: true, cancellationToken);

    /// <summary>Ends with the answer, a <see cref="BoopException"/>, or the token's cancellation.</summary>
    private async Task<ContextStatus> RunAsync(string contextId, bool isLook, CancellationToken cancellationToken)
    {
        string id = RandomNumberGenerator.GetHexString(IdLength, lowercase: true);
        VendorClientMessage message = isLook ? new GetContext(contextId) { Id = id } : new CancelContext(contextId) { Id = id };
        var inquiry = new PendingInquiry(id, contextId, isLook, VendorFrames.Encode(message));
        var backoff = new Backoff(settings.Random);
        inquiries.Add(inquiry);
        try
        {
            while (true)
            {
                switch (await AskAsync(inquiry, cancellationToken).ConfigureAwait(false))
                {
                    case InquiryReply.Answered answered:
                        return answered.Status;

                    case InquiryReply.Failed { Error: var error } when IsPassing(error):
                        await Task.Delay(backoff.Next(error.RetryAfter()), settings.Time, cancellationToken).ConfigureAwait(false);
                        break;

                    case InquiryReply.Failed failed:
                        throw Complaints.Of(failed.Error, contextId);
                }
            }
        }
        finally
        {
            inquiries.Remove(inquiry);
        }
    }

    private async Task<InquiryReply?> AskAsync(PendingInquiry inquiry, CancellationToken cancellationToken)
    {
        Task<InquiryReply> reply = inquiry.NextReply();
        LinkSession session = await keeper.LiveAsync(cancellationToken).ConfigureAwait(false);
        session.Hurry();
        await session.SendAsync(inquiry.Frame, cancellationToken).ConfigureAwait(false);
        try
        {
            return await reply.WaitAsync(Silence, settings.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    // A limit passes too: the question costs nothing but a message.
    private static bool IsPassing(WireError error) => ErrorCodes.TryParse(error.Code, out ErrorCode code)
        && code is ErrorCode.Unavailable or ErrorCode.InternalError or ErrorCode.RateLimited;
}
