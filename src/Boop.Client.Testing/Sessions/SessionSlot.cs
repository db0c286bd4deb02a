using System.Globalization;
using Boop.Contexts;
using Boop.Contexts.Limits;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client.Testing;

/// <summary>
/// The vendor's one session and what outlives it: the windows of messages and takeovers. The newest authenticated connection is the
/// session, but for a lower attempt of the same instance. The network's gate guards it.
/// </summary>
internal sealed class SessionSlot(BoopTestNetworkOptions options, BoopTestClock clock, ContextDesk contexts)
{
    private const int TakeoversPerWindow = 5;
    private const string ProgressFeature = "progress";

    private readonly MessageMeter _meter = new(clock);
    private readonly SlidingWindow _takeovers = new(ContextRules.LimitWindow, TakeoversPerWindow);
    private VendorConnection? _live;
    private int _sessions;

    internal MessageMeter Meter => _meter;

    internal ContextDesk Contexts => contexts;

    /// <summary>Whether the vendor's key is still good.</summary>
    internal bool AcceptsCredentials { get; set; } = true;

    internal VendorConnection? Live => _live;

    internal bool Knows(Authenticate authenticate) =>
        AcceptsCredentials && authenticate.VendorId == options.VendorId && authenticate.ApiKey == options.ApiKey;

    /// <summary>Lets the connection in, or turns it away; at once, or when the live one had its chance to show that it lives.</summary>
    internal void Attach(VendorConnection newcomer, Authenticate authenticate)
    {
        if (_meter.Count(out int retryAfterMs) is not MeterVerdict.Within)
        {
            newcomer.TurnAway(RateLimited(retryAfterMs), authenticate.Id);
        }
        else if (IsOutdated(authenticate))
        {
            newcomer.Refuse(WireError.Of(ErrorCode.SessionReplaced), authenticate.Id, CloseCode.SessionReplaced);
        }
        else if (_live is { } live && IsForeign(authenticate) && UntilTakeover() > TimeSpan.Zero)
        {
            live.Probe(isAlive =>
            {
                if (isAlive)
                {
                    newcomer.TurnAway(RateLimited((int)Math.Ceiling(UntilTakeover().TotalMilliseconds)), authenticate.Id);
                }
                else if (!newcomer.HasEnded)
                {
                    Enter(newcomer, authenticate);
                }
            });
        }
        else
        {
            Enter(newcomer, authenticate);
        }
    }

    internal void Detach(VendorConnection connection)
    {
        if (_live == connection)
        {
            _live = null;
            contexts.Live = null;
        }
    }

    private void Enter(VendorConnection newcomer, Authenticate authenticate)
    {
        if (_live is { } former)
        {
            if (IsForeign(authenticate))
            {
                _takeovers.Add(clock.GetUtcNow());
            }

            former.Refuse(WireError.Of(ErrorCode.SessionReplaced), id: null, CloseCode.SessionReplaced);
        }

        _live = newcomer;
        string id = string.Create(CultureInfo.InvariantCulture, $"ses_{++_sessions}");
        bool wantsProgress = authenticate.Features.Contains(ProgressFeature);
        contexts.Live = new LiveSession(id, authenticate.Instance, authenticate.Attempt, wantsProgress, newcomer.Send);
        newcomer.Enter(new Authenticated(authenticate.VendorId, id) { Id = authenticate.Id });
    }

    private bool IsForeign(Authenticate authenticate) =>
        authenticate.Instance is null || authenticate.Instance != contexts.Live?.Instance;

    private bool IsOutdated(Authenticate authenticate) =>
        _live is not null && !IsForeign(authenticate) && authenticate.Attempt < contexts.Live?.Attempt;

    private TimeSpan UntilTakeover() => _takeovers.TimeUntilBelow(TakeoversPerWindow, clock.GetUtcNow());

    private static WireError RateLimited(int retryAfterMs) => WireError.Of(ErrorCode.RateLimited) with { RetryAfterMs = retryAfterMs };
}
