using System.Diagnostics;
using Boop.Protocol;
using Microsoft.Extensions.Logging;

namespace Boop.Gateway.Sessions;

/// <summary>Tells infrastructure that is away from bugs, logs both, and says what the client is told.</summary>
internal sealed partial class SessionFaults(ILogger<SessionFaults> logger)
{
    /// <summary>The error for a client whose request ran into <paramref name="fault"/>.</summary>
    public WireError AnswerTo(Exception fault)
    {
        if (fault is OrleansException or TimeoutException or OperationCanceledException)
        {
            Log.Unavailable(logger, fault);
            return WireError.Of(ErrorCode.Unavailable);
        }

        string traceId = (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();
        Log.InternalError(logger, traceId, fault);
        return WireError.Of(ErrorCode.InternalError) with { Detail = traceId };
    }

    /// <summary>A message or a notice that could not be handed on: the session has to end.</summary>
    public void SessionBroke(Exception fault) => Log.SessionBroke(logger, fault);

    /// <summary>A call to the grain that nobody waits for went wrong.</summary>
    public void CallLost(Exception fault) => Log.CallLost(logger, fault);
}
