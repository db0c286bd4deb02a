using Boop.Links;
using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>Runs calls to their end within the time that they have, and hands their outcomes over.</summary>
internal sealed class CallRunner(
    CallServices services, ArrivedOutcomes arrived, Acknowledger acknowledger, TimeSpan outcomeTimeout, CancellationToken disposing)
{
    internal TimeProvider Time => services.Settings.Time;

    internal CreateCall Create(CreateContext message, ContextProgress? progress) => new(message, progress, services);

    internal CancelCall Cancel(string contextId) => new(new CancelContext(contextId), services);

    internal LookCall Look(string contextId) => new(new GetContext(contextId), CallAim.Status, services);

    /// <summary>Always ends. An outcome in the answer is to be followed by <see cref="HandOver"/> or <see cref="Call.LetGo"/>.</summary>
    internal async Task<ContextStatus> RunAsync(Call call, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        using var giveUp = new CancellationTokenSource(outcomeTimeout, services.Settings.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, giveUp.Token, disposing);
        try
        {
            // The wait for room takes nothing of the time in which a person may answer.
            return await call.RunAsync(ending.Token, () => giveUp.CancelAfter(outcomeTimeout)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfDisposed();
            throw call.Sends > 0 ? Complaints.OutcomeUnknown(call.ContextId, outcomeTimeout)
                : call.IsWaitingForRoom ? Complaints.NoRoom(call.ContextId, null)
                : Complaints.NotConnected(call.ContextId, outcomeTimeout);
        }
    }

    /// <summary>As <see cref="RunAsync"/>, for an application that is handed the outcome at once.</summary>
    internal async Task<ContextStatus> RunAndHandOverAsync(Call call, CancellationToken cancellationToken)
    {
        ContextStatus status = await RunAsync(call, cancellationToken).ConfigureAwait(false);
        if (status.Outcome is not null)
        {
            HandOver(call.ContextId);
        }

        return status;
    }

    /// <summary>The application has the outcome.</summary>
    internal void HandOver(string contextId)
    {
        arrived.HandedOver(contextId);
        acknowledger.Add(contextId);
    }

    private void ThrowIfDisposed()
    {
        if (disposing.IsCancellationRequested)
        {
            throw Complaints.Of(LinkFailure.Disposed);
        }
    }
}
