using Boop.Protocol;

namespace Boop.Links;

/// <summary>
/// One connection and, once the network has let it in, one session. Owns when it became live and what the network said against it.
/// </summary>
internal sealed class LinkSession(Link link, LinkDialect dialect, TimeProvider time, Action<LinkSession> live) : IDisposable
{
    private LinkPulse? _pulse;
    private long _acceptedAt;
    private string? _refusal;
    private TimeSpan? _refusalHint;

    /// <summary>Whether the network has let it in.</summary>
    internal bool IsAccepted => Volatile.Read(ref _pulse) is not null;

    /// <summary>From the authentication to the last sign of life.</summary>
    internal TimeSpan HealthyFor => _pulse is { } pulse ? time.GetElapsedTime(_acceptedAt, pulse.LastSign) : TimeSpan.Zero;

    internal ValueTask<bool> SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
        link.SendAsync(frame, cancellationToken);

    internal void Receive(ReadOnlySpan<byte> frame)
    {
        _pulse?.Heard();
        dialect.Receive(this, frame);
    }

    /// <summary>The network has let it in: from now on it is the live one.</summary>
    internal void Accept(TimeSpan heartbeat)
    {
        if (_pulse is null)
        {
            _acceptedAt = time.GetTimestamp();
            Volatile.Write(ref _pulse, new LinkPulse(link, dialect, time, heartbeat));
            live(this);
        }
    }

    /// <summary>The network says why it is about to close; counts where the close frame itself gets lost.</summary>
    internal void Refuse(WireError error)
    {
        _refusal = error.Code;
        _refusalHint = error.RetryAfter();
    }

    /// <summary>Something is newly awaited.</summary>
    internal void Hurry() => Volatile.Read(ref _pulse)?.Beat();

    internal void Abort() => link.Abort();

    internal Task CloseAsync(Task ended) => link.CloseAsync(ended);

    /// <summary>How it ended, all that was said taken together.</summary>
    internal LinkEnd Conclude(LinkEnd end) => new(
        end.CloseCode ?? CodeOf(_refusal),
        end.Hint ?? (IsAccepted ? null : _refusalHint));

    public void Dispose() => _pulse?.Dispose();

    private static int? CodeOf(string? refusal) => !ErrorCodes.TryParse(refusal, out ErrorCode code) ? null : code switch
    {
        ErrorCode.InvalidCredentials or ErrorCode.NotAuthenticated => CloseCode.CredentialsRefused,
        ErrorCode.SessionReplaced => CloseCode.SessionReplaced,
        _ => null,
    };
}
