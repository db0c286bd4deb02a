using Boop.Gateway.Sockets;
using Boop.Protocol;

namespace Boop.Gateway.Sessions;

/// <summary>What a connection says to its client by itself.</summary>
internal sealed class Answers<TIn, TOut>(IClientFamily<TIn, TOut> family, ISocketOutbox<TOut> outbox)
    where TIn : class
    where TOut : class
{
    public bool IsClosing => outbox.IsClosing;

    public void Greet(TOut greeting) => outbox.Send(greeting);

    public void Pong(Echo echo) => outbox.Send(family.Pong(echo));

    public void Error(ErrorCode code, Echo echo) => Error(WireError.Of(code), echo);

    public void Error(WireError error, Echo echo) => outbox.Send(family.Error(error, echo));

    /// <summary>Says why, then closes.</summary>
    public void Close(ErrorCode code, Echo echo, int closeCode)
    {
        Error(code, echo);
        outbox.Close(CloseOrder.Of(closeCode));
    }

    /// <summary>For a cause that passes: says why, and when to come back.</summary>
    public void TurnAway(WireError error, Echo echo)
    {
        Error(error, echo);
        string hint = error.RetryAfterMs is int ms ? CloseHint.Format(ms) : RetryHints.Overload();
        outbox.Close(new CloseOrder(CloseCode.TryAgainLater, hint));
    }

    public void CloseAsFull() => outbox.Close(new CloseOrder(CloseCode.TryAgainLater, RetryHints.Overload()));

    public void CloseAsLost() => outbox.Close(new CloseOrder(CloseCode.ServiceRestart, RetryHints.Lost()));

    public void CloseAsBroken() => outbox.Close(CloseOrder.Of(CloseCode.InternalError));

    /// <summary>Counts a frame against the limit, which comes before everything else that may be wrong with it.</summary>
    public bool IsWithinLimit(in Incoming<TIn> incoming, MessageMeter meter)
    {
        switch (meter.Count(out int retryAfterMs))
        {
            case MeterVerdict.Within:
                return true;
            case MeterVerdict.Over:
                Error(WireError.Of(ErrorCode.RateLimited) with { RetryAfterMs = retryAfterMs }, EchoOf(incoming));
                return false;
            default:
                outbox.Close(new CloseOrder(CloseCode.Flooding, CloseHint.Format(retryAfterMs)));
                return false;
        }
    }

    public Echo EchoOf(in Incoming<TIn> incoming) =>
        incoming.Content.Message is TIn message ? family.EchoOf(message)
        : incoming.Content.Failure is DecodeFailure failure ? family.EchoOf(failure)
        : default;
}
