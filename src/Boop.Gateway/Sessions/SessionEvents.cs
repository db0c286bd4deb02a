using System.Diagnostics;
using Boop.Grains.Contracts;
using Boop.Protocol;
using Microsoft.Extensions.Logging;

namespace Boop.Gateway.Sessions;

/// <summary>What is logged of sessions. Tells infrastructure that is away from bugs, and says what the client is told of either.</summary>
internal sealed partial class SessionEvents(ILogger<SessionEvents> logger)
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

    public void Attached(string client, SessionId session) => Log.Attached(logger, client, session.Value);

    public void Ended(string client, SessionId session) => Log.Ended(logger, client, session.Value);

    /// <summary>Somebody's credentials were refused; whose is not told, for it may be a key in the wrong place.</summary>
    public void CredentialsRefused() => Log.CredentialsRefused(logger);

    /// <summary>A message or a notice that could not be handed on: the session has to end.</summary>
    public void SessionBroke(Exception fault) => Log.SessionBroke(logger, fault);

    /// <summary>The grain has another session, or none, or one of the two has missed something.</summary>
    public void Forgotten() => Log.Forgotten(logger);

    /// <summary>A call to the grain that nobody waits for went wrong.</summary>
    public void CallLost(Exception fault) => Log.CallLost(logger, fault);
}
