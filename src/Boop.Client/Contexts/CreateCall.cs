using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>Asks for one person. After a silence longer than a context can live the network is asked for the truth.</summary>
internal sealed class CreateCall(CreateContext message, CallServices services)
    : Call(new PendingCall(message.ContextId, message, CallAim.Outcome), services)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    protected override TimeSpan Silence { get; } = TimeSpan.FromMilliseconds(ProtocolLimits.ContextTtlMs) + Grace;

    // These two may have happened. A limit says that nothing happened, but of this message: an earlier one, or that of another call
    // for the same context, may have been accepted.
    protected override bool IsPassing(ErrorCode code) => code switch
    {
        ErrorCode.RateLimited => Services.Calls.CreatesOf(ContextId).Sum(create => create.Mark.Count) > 1,
        _ => code is ErrorCode.Unavailable or ErrorCode.InternalError,
    };

    /// <summary>An outcome that the look is told is the answer of this call too; what the network does not know is created again.</summary>
    protected override async Task WonderAsync(CancellationToken cancellationToken)
    {
        var look = new LookCall(new GetContext(ContextId), CallAim.Either, Services);
        try
        {
            await look.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BoopException exception) when (exception.Code == BoopErrorCodes.ContextNotFound)
        {
            // It was never accepted.
        }
    }
}
