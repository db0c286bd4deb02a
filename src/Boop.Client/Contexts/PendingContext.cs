namespace Boop.Client;

/// <summary>One call that waits for one context. An outcome sticks; any other reply is for the send that was made last.</summary>
internal sealed class PendingContext(string contextId, ReadOnlyMemory<byte> frame)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<ContextReply.Settled> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<ContextReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal string ContextId => contextId;

    /// <summary>The create, ready for the wire.</summary>
    internal ReadOnlyMemory<byte> Frame => frame;

    /// <summary>How often the create was queued on a live link.</summary>
    internal int Sends { get; set; }

    internal Task<ContextReply.Settled> Settled => _settled.Task;

    /// <summary>The next reply; to be asked for before sending, so that none can come too early.</summary>
    internal Task<ContextReply> NextReply()
    {
        lock (_gate)
        {
            if (_reply.Task.IsCompleted && !_settled.Task.IsCompleted)
            {
                _reply = new TaskCompletionSource<ContextReply>(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return _reply.Task;
        }
    }

    internal void Deliver(ContextReply reply)
    {
        lock (_gate)
        {
            if (reply is ContextReply.Settled settled && _settled.TrySetResult(settled) && !_reply.TrySetResult(reply))
            {
                _reply = new TaskCompletionSource<ContextReply>();
                _reply.SetResult(reply);
            }

            _reply.TrySetResult(reply);
        }
    }
}
