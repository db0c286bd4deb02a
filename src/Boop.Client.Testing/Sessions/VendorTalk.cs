using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client.Testing;

/// <summary>
/// What the messages of one connection lead to: first somebody must be let in, then each message is counted, answered or handed on, in
/// order. What comes while it is not decided who may enter waits.
/// </summary>
internal sealed class VendorTalk(VendorConnection connection, SessionSlot slot, BoopTestFaults faults, BoopTestClock clock)
{
    private static readonly TimeSpan AuthenticationTimeout = TimeSpan.FromMilliseconds(ProtocolLimits.AuthenticationTimeoutMs);

    /// <summary>Refused credentials are answered so long after they were read, however they were wrong.</summary>
    private static readonly TimeSpan RefusalDelay = TimeSpan.FromMilliseconds(250);

    private readonly MessageMeter _meterBefore = new(clock);
    private readonly Queue<Decoded<VendorClientMessage>> _waiting = new();

    internal void Begin() => connection.After(AuthenticationTimeout, () =>
    {
        if (connection.Phase is ConnectionPhase.Fresh)
        {
            connection.Refuse(WireError.Of(ErrorCode.AuthenticationTimeout), id: null, CloseCode.AuthenticationTimeout);
        }
    });

    internal void Take(Decoded<VendorClientMessage> decoded)
    {
        switch (connection.Phase)
        {
            case ConnectionPhase.Fresh:
                Admit(decoded);
                break;

            case ConnectionPhase.Arriving:
                _waiting.Enqueue(decoded);
                break;

            case ConnectionPhase.Live:
                Converse(decoded);
                break;
        }
    }

    /// <summary>It has been let in: what waited follows.</summary>
    internal void GoOn()
    {
        while (connection.Phase is ConnectionPhase.Live && _waiting.TryDequeue(out Decoded<VendorClientMessage> decoded))
        {
            Converse(decoded);
        }
    }

    private void Admit(Decoded<VendorClientMessage> decoded)
    {
        if (!IsWithinLimit(_meterBefore, decoded))
        {
            return;
        }

        if (decoded.Message is Authenticate authenticate)
        {
            Admit(authenticate);
        }
        else if (decoded.Failure is { Type: null or BoopTestMessageTypes.Authenticate } failure)
        {
            Error(failure.Error, decoded);
        }
        else
        {
            Error(WireError.Of(ErrorCode.NotAuthenticated), decoded);
            connection.Close(CloseCode.CredentialsRefused, reason: "");
        }
    }

    private void Admit(Authenticate authenticate)
    {
        connection.Phase = ConnectionPhase.Arriving;
        if (faults.NextAnswer(BoopTestMessageTypes.Authenticate) is { } scripted)
        {
            Refuse(scripted, authenticate.Id);
        }
        else if (slot.Contexts.IsStoreDown)
        {
            connection.TurnAway(WireError.Of(ErrorCode.Unavailable), authenticate.Id);
        }
        else if (!slot.Knows(authenticate))
        {
            connection.After(RefusalDelay, () => Refuse(WireError.Of(ErrorCode.InvalidCredentials), authenticate.Id));
        }
        else
        {
            slot.Attach(connection, authenticate);
        }
    }

    /// <summary>Each refusal of an authentication has its close.</summary>
    private void Refuse(WireError error, string? id)
    {
        int? close = !ErrorCodes.TryParse(error.Code, out ErrorCode code) ? null : code switch
        {
            ErrorCode.InvalidCredentials or ErrorCode.NotAuthenticated => CloseCode.CredentialsRefused,
            ErrorCode.AuthenticationTimeout => CloseCode.AuthenticationTimeout,
            ErrorCode.SessionReplaced => CloseCode.SessionReplaced,
            _ => null,
        };
        if (close is { } closeCode)
        {
            connection.Refuse(error, id, closeCode);
        }
        else
        {
            connection.TurnAway(error, id);
        }
    }

    private void Converse(Decoded<VendorClientMessage> decoded)
    {
        if (!IsWithinLimit(slot.Meter, decoded))
        {
            return;
        }

        if (decoded.Failure is { } failure)
        {
            bool isAuthenticate = failure.Type == BoopTestMessageTypes.Authenticate;
            Error(isAuthenticate ? WireError.Of(ErrorCode.AlreadyAuthenticated) : failure.Error, decoded);
        }
        else if (faults.NextAnswer(MessageNames.Of(decoded)) is { } scripted)
        {
            Error(scripted, decoded);
        }
        else
        {
            Handle(decoded);
        }
    }

    private void Handle(Decoded<VendorClientMessage> decoded)
    {
        switch (decoded.Message)
        {
            case Authenticate:
                Error(WireError.Of(ErrorCode.AlreadyAuthenticated), decoded);
                break;

            case Ping ping:
                connection.Send(new Pong { Id = ping.Id });
                break;

            case CreateContext create:
                slot.Contexts.Create(create);
                break;

            case CancelContext cancel:
                slot.Contexts.Cancel(cancel);
                break;

            case GetContext look:
                slot.Contexts.Look(look);
                break;

            case Ack ack:
                slot.Contexts.Acknowledge(ack);
                break;
        }
    }

    private bool IsWithinLimit(MessageMeter meter, Decoded<VendorClientMessage> decoded)
    {
        switch (meter.Count(out int retryAfterMs))
        {
            case MeterVerdict.Within:
                return true;

            case MeterVerdict.Over:
                Error(WireError.Of(ErrorCode.RateLimited) with { RetryAfterMs = retryAfterMs }, decoded);
                return false;

            default:
                connection.Close(CloseCode.Flooding, CloseHint.Format(retryAfterMs));
                return false;
        }
    }

    private void Error(WireError error, Decoded<VendorClientMessage> decoded) => connection.Send(
        new VendorError(error) { ContextId = MessageNames.ContextOf(decoded), Id = MessageNames.IdOf(decoded) });
}
