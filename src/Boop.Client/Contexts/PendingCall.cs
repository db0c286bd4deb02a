using System.Security.Cryptography;
using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>
/// One call that waits for one context. Its first answer sticks; any other reply is for the send that was made last.
/// An outcome that it took is its answer, or part of it, whatever else comes.
/// </summary>
internal sealed class PendingCall
{
    // No context id begins like this: what answers a message is never mistaken for what concerns a context.
    private const char IdMark = '~';
    private const int IdDigits = 32;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<ContextStatus> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly VendorClientMessage _message;
    private readonly CallAim _aim;
    private TaskCompletionSource<CallReply> _reply = New();
    private AuthenticationOutcome? _outcome;

    /// <param name="contextId">Which context.</param>
    /// <param name="message">What is sent; answers to it are known by the id that it gets here.</param>
    /// <param name="aim">What answers it.</param>
    internal PendingCall(string contextId, VendorClientMessage message, CallAim aim)
    {
        ContextId = contextId;
        Id = NewId();
        Frame = VendorFrames.Encode(message with { Id = Id });
        _message = message;
        _aim = aim;
    }

    internal string ContextId { get; }

    internal string Id { get; }

    /// <summary>The message, ready for the wire.</summary>
    internal ReadOnlyMemory<byte> Frame { get; }

    internal bool IsCreate => _message is CreateContext;

    /// <summary>Who is told how the context gets on; null for nobody.</summary>
    internal ContextProgress? Progress { get; init; }

    /// <summary>What its last message takes of the limit.</summary>
    internal SendSlot? Slot { get; set; }

    internal SendMark Mark { get; } = new();

    internal Task<ContextStatus> Answer => _answer.Task;

    /// <summary>Marks a message, such that what answers it is known by it.</summary>
    internal static string NewId() => IdMark + RandomNumberGenerator.GetHexString(IdDigits, lowercase: true);

    /// <summary>Whether a message's id has the form of a call's.</summary>
    internal static bool IsId(string? id) => id is [IdMark, ..];

    /// <summary>Whether the other's message says the same, the id apart.</summary>
    internal bool AsksTheSame(PendingCall other) =>
        VendorFrames.Encode(_message).Span.SequenceEqual(VendorFrames.Encode(other._message).Span);

    /// <summary>The next reply; to be asked for before sending, so that none can come too early.</summary>
    internal Task<CallReply> NextReply()
    {
        lock (_gate)
        {
            if (_reply.Task.IsCompleted && !_answer.Task.IsCompleted)
            {
                _reply = New();
            }

            return _reply.Task;
        }
    }

    /// <summary>The last message failed, or may not have arrived.</summary>
    internal void Deliver(CallReply reply)
    {
        lock (_gate)
        {
            _reply.TrySetResult(reply);
        }
    }

    /// <summary>Gives it the outcome; false where it has its answer already, and so cannot hand this one over.</summary>
    internal bool TryTake(AuthenticationOutcome outcome)
    {
        lock (_gate)
        {
            if (_answer.Task.IsCompleted)
            {
                return false;
            }

            _outcome = outcome;
            if (_aim != CallAim.Status)
            {
                Answer_NeedsLock(OutcomeReader.StatusOf(ContextId, outcome));
            }

            return true;
        }
    }

    internal void Deliver(ContextStatus status)
    {
        lock (_gate)
        {
            if (_aim != CallAim.Outcome)
            {
                Answer_NeedsLock(status with { Outcome = _outcome });
            }
        }
    }

    /// <summary>Its answer, if it has one; one that took an outcome always has. To be asked once it is given nothing more.</summary>
    internal ContextStatus? Conclude()
    {
        lock (_gate)
        {
            return _answer.Task.IsCompleted ? _answer.Task.Result
                : _outcome is { } outcome ? OutcomeReader.StatusOf(ContextId, outcome)
                : null;
        }
    }

    private void Answer_NeedsLock(ContextStatus status)
    {
        if (!_answer.TrySetResult(status))
        {
            return;
        }

        if (_reply.Task.IsCompleted)
        {
            _reply = New();
        }

        _reply.SetResult(new CallReply.Answered(status));
    }

    private static TaskCompletionSource<CallReply> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
