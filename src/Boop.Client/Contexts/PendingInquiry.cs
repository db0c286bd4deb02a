namespace Boop.Client;

/// <summary>One cancel or look that waits for its answer, which names it by its id.</summary>
internal sealed class PendingInquiry(string id, string contextId, bool isLook, ReadOnlyMemory<byte> frame)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<InquiryReply> _reply = New();
    private AuthenticationOutcome? _outcome;

    internal string Id => id;

    /// <summary>The message, ready for the wire.</summary>
    internal ReadOnlyMemory<byte> Frame => frame;

    /// <summary>The next reply; to be asked for before sending, so that none can come too early.</summary>
    internal Task<InquiryReply> NextReply()
    {
        lock (_gate)
        {
            if (_reply.Task is { IsCompletedSuccessfully: true, Result: not InquiryReply.Answered })
            {
                _reply = New();
            }

            return _reply.Task;
        }
    }

    internal void Deliver(InquiryReply reply)
    {
        lock (_gate)
        {
            _reply.TrySetResult(reply);
        }
    }

    /// <summary>The outcome is the answer to a cancel; to a look it comes before the answer.</summary>
    internal void Deliver(AuthenticationOutcome outcome)
    {
        lock (_gate)
        {
            _outcome = outcome;
            if (!isLook)
            {
                _reply.TrySetResult(new InquiryReply.Answered(new ContextStatus(contextId, "") { Outcome = outcome }));
            }
        }
    }

    internal void Deliver(ContextStatus status)
    {
        lock (_gate)
        {
            _reply.TrySetResult(new InquiryReply.Answered(status with { Outcome = _outcome }));
        }
    }

    private static TaskCompletionSource<InquiryReply> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
