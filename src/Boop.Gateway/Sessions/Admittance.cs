using Boop.Grains.Directory;
using Boop.Protocol;

namespace Boop.Gateway.Sessions;

/// <summary>
/// The time before a connection is a session: it waits for <c>authenticate</c>, has the credentials checked, and only then
/// has the grain asked. Frames that come meanwhile stay in the inbox.
/// </summary>
internal sealed class Admittance<TIn, TOut>(
    IClientFamily<TIn, TOut> family,
    Inbox<TIn> inbox,
    Answers<TIn, TOut> answers,
    SessionEvents events,
    TimeProvider time)
    where TIn : class
    where TOut : class
{
    private const string AuthenticateType = "authenticate";

    /// <summary>The frame that asks to be let in, or null where the socket ends without one.</summary>
    public async Task<Incoming<TIn>?> AwaitAuthenticateAsync(MessageMeter meter)
    {
        using var deadline = new CancellationTokenSource(SessionRules.AuthenticationTimeout, time);
        try
        {
            while (await inbox.WaitAsync(deadline.Token))
            {
                while (inbox.TryTake(out Incoming<TIn> incoming))
                {
                    if (answers.IsClosing || !answers.IsWithinLimit(incoming, meter))
                        continue;
                    if (incoming.Content.Message is TIn message && family.KindOf(message) == MessageKind.Authenticate)
                        return incoming;
                    if (!IsBorne(incoming))
                        return null;
                }
            }
        }
        catch (OperationCanceledException)
        {
            answers.Close(ErrorCode.AuthenticationTimeout, default, CloseCode.AuthenticationTimeout);
        }

        return null;
    }

    /// <summary>Lets the session in, or says why not and closes. True where the grain has it.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="authenticate">The frame by which it asks.</param>
    /// <param name="meter">Seeded with what earlier sessions of this client sent.</param>
    /// <param name="refused">Called before refused credentials are answered: what was sent behind them counts for nothing.</param>
    /// <param name="ended">Cancelled with the socket.</param>
    public async Task<bool> AdmitAsync(
        IClientSession<TIn, TOut> session,
        Incoming<TIn> authenticate,
        MessageMeter meter,
        Action refused,
        CancellationToken ended)
    {
        Echo echo = answers.EchoOf(authenticate);
        try
        {
            switch (await session.CheckAsync(ended))
            {
                case CredentialAnswer.Accepted:
                    return Take(await session.AttachAsync(), echo, meter);
                case CredentialAnswer.Refused:
                    refused();
                    events.CredentialsRefused();
                    await DelayAsync(authenticate.ReadAt, ended);
                    answers.Close(ErrorCode.InvalidCredentials, echo, CloseCode.CredentialsRefused);
                    return false;
                default:
                    answers.TurnAway(WireError.Of(ErrorCode.Unavailable), echo);
                    return false;
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception fault)
        {
            answers.TurnAway(events.AnswerTo(fault), echo);
            return false;
        }
    }

    /// <summary>A frame that cannot be read is told so and borne; a known message before its time is not.</summary>
    private bool IsBorne(in Incoming<TIn> incoming)
    {
        Echo echo = answers.EchoOf(incoming);
        if (incoming.Content.Failure is DecodeFailure { Type: null or AuthenticateType } failure)
        {
            answers.Error(failure.Error, echo);
            return true;
        }

        answers.Close(ErrorCode.NotAuthenticated, echo, CloseCode.CredentialsRefused);
        return false;
    }

    private bool Take(Admission<TOut> admission, Echo echo, MessageMeter meter)
    {
        switch (admission)
        {
            case Admission<TOut>.Admitted admitted:
                meter.Seed(admitted.MessageAgesMs);
                answers.Greet(admitted.Greeting);
                return true;
            case Admission<TOut>.Refused refused:
                answers.TurnAway(Mapping.RefusalMapping.ToWire(refused.Refusal), echo);
                return false;
            default:
                answers.Close(ErrorCode.SessionReplaced, echo, CloseCode.SessionReplaced);
                return false;
        }
    }

    private async Task DelayAsync(long readAt, CancellationToken ended)
    {
        TimeSpan left = SessionRules.RefusalDelay - time.GetElapsedTime(readAt);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time, ended);
    }
}
