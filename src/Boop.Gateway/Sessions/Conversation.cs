using Boop.Protocol;

namespace Boop.Gateway.Sessions;

/// <summary>
/// The time in which a connection is a session. Every frame gets the next number and goes to the grain in that order,
/// those that are answered here as mere counts; no call is awaited before the next.
/// </summary>
internal sealed class Conversation<TIn, TOut>(
    IClientFamily<TIn, TOut> family,
    IClientSession<TIn, TOut> session,
    Answers<TIn, TOut> answers,
    MessageMeter meter,
    SessionEvents events)
    where TIn : class
    where TOut : class
{
    private const string AuthenticateType = "authenticate";

    private long _number;

    public async Task RunAsync(Inbox<TIn> inbox)
    {
        while (await inbox.WaitAsync(CancellationToken.None))
        {
            while (inbox.TryTake(out Incoming<TIn> incoming))
            {
                if (!answers.IsClosing)
                    Handle(incoming);
            }
        }
    }

    private void Handle(in Incoming<TIn> incoming)
    {
        _number++;
        TIn? command = answers.IsWithinLimit(incoming, meter) ? Answer(incoming) : null;
        if (command is null)
            Observe(session.ForwardAsync(_number, null));
        else
            Forward(command);
    }

    /// <summary>Answers what needs no grain, and returns what does.</summary>
    private TIn? Answer(in Incoming<TIn> incoming)
    {
        Echo echo = answers.EchoOf(incoming);
        if (incoming.Content.Message is not TIn message)
        {
            if (incoming.Content.Failure is DecodeFailure { Type: AuthenticateType })
                answers.Error(ErrorCode.AlreadyAuthenticated, echo);
            else if (incoming.Content.Failure is DecodeFailure failure)
                answers.Error(failure.Error, echo);
            return null;
        }

        switch (family.KindOf(message))
        {
            case MessageKind.Command:
                return message;
            case MessageKind.Ping:
                answers.Pong(echo);
                return null;
            default:
                answers.Error(ErrorCode.AlreadyAuthenticated, echo);
                return null;
        }
    }

    private void Forward(TIn command)
    {
        try
        {
            Observe(session.ForwardAsync(_number, command));
        }
        catch (Exception fault)
        {
            // A message that cannot be handed on fails alone; its number must not be missing.
            answers.Error(events.AnswerTo(fault), family.EchoOf(command));
            Observe(session.ForwardAsync(_number, null));
        }
    }

    private void Observe(Task call)
    {
        if (!call.IsCompletedSuccessfully)
            _ = WatchAsync(call);
    }

    private async Task WatchAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (Exception fault)
        {
            events.CallLost(fault);
            answers.CloseAsLost();
        }
    }
}
