using Boop.Protocol;
using Boop.Protocol.Scanner;

namespace Boop.Scanner;

/// <summary>One scan that waits for its answer.</summary>
internal sealed class PendingScan(string offerId, int attempt)
{
    private TaskCompletionSource<Reply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal string OfferId => offerId;

    internal int Attempt => attempt;

    /// <summary>What it is told; nothing of both where the link was lost.</summary>
    internal readonly record struct Reply(ScanResult? Result, WireError? Error);

    /// <summary>The next reply; to be asked for before sending, so that none can come too early.</summary>
    internal Task<Reply> NextReply()
    {
        TaskCompletionSource<Reply> reply = Volatile.Read(ref _reply);
        if (reply.Task is { IsCompletedSuccessfully: true, Result.Result: null })
        {
            var next = new TaskCompletionSource<Reply>(TaskCreationOptions.RunContinuationsAsynchronously);
            return (Interlocked.CompareExchange(ref _reply, next, reply) == reply ? next : Volatile.Read(ref _reply)).Task;
        }

        return reply.Task;
    }

    internal void Deliver(Reply reply) => Volatile.Read(ref _reply).TrySetResult(reply);
}
