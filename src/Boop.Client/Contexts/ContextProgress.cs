using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>
/// How one context gets on, as the network says: no state twice in a row, none invented, and the last one told by the outcome.
/// Thread-safe.
/// </summary>
internal sealed class ContextProgress(string contextId)
{
    // More states than a person causes in 30 s; whoever reads more slowly is told the newest.
    private const int Kept = 16;

    private readonly Lock _gate = new();
    private readonly Feed<ContextStatus> _feed = new(Kept);
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ContextStatus? _last;

    /// <summary>Ends once the network has said anything of the context, or there is nothing more to wait for.</summary>
    internal Task Begun => _begun.Task;

    /// <summary>Why nothing more will be learnt; to be asked once it has begun.</summary>
    internal Exception? Failure { get; private set; }

    internal IAsyncEnumerable<ContextStatus> ReadAsync(CancellationToken cancellationToken) => _feed.ReadAllAsync(cancellationToken);

    internal void Report(ContextStatus status)
    {
        // The end of a context is told by its outcome, which comes before.
        if (status.State is not (ContextStates.Succeeded or ContextStates.Failed or ContextStates.Cancelled or ContextStates.Expired))
        {
            Add(status with { Outcome = null });
        }
    }

    internal void End(AuthenticationOutcome outcome)
    {
        string? terminalId = Volatile.Read(ref _last)?.TerminalId;
        Add(OutcomeReader.StatusOf(contextId, outcome) with { Outcome = null, TerminalId = terminalId });
        End((Exception?)null);
    }

    /// <summary>Nothing more will be learnt.</summary>
    internal void End(Exception? failure)
    {
        Failure = failure;
        _feed.Complete(failure);
        _begun.TrySetResult();
    }

    private void Add(ContextStatus status)
    {
        lock (_gate)
        {
            if (_last?.State != status.State)
            {
                _last = status;
                _feed.Add(status);
            }
        }

        _begun.TrySetResult();
    }
}
