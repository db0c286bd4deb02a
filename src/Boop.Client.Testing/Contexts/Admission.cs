using Boop.Contexts;
using Boop.Contexts.Limits;
using Boop.Protocol;

namespace Boop.Client.Testing;

/// <summary>Whether a context may be made: its terminal, the places at it, and how many there were in any 60 s.</summary>
internal sealed class Admission(BoopTestNetworkOptions options, ContextTable table, ScannerFloor floor, BoopTestClock clock)
{
    private readonly SlidingWindow _accepted = new(ContextRules.LimitWindow, ContextRules.ContextsPerWindow);

    internal void Accepted(DateTimeOffset now) => _accepted.Add(now);

    /// <summary>Whether the terminal is one of the vendor's, and whether it may be left out.</summary>
    internal WireError? CheckTerminal(Requirements requirements)
    {
        bool isWrong = requirements.TerminalId is { } named
            ? floor.Find(named) is null
            : requirements.Kind is ContextKind.Payment && !options.PoolsTerminals && floor.Count > 1;
        return isWrong ? WireError.Of(ErrorCode.InvalidRequirements) with { Field = "terminal_id" } : null;
    }

    internal WireError? CheckLimits(Requirements requirements)
    {
        if (requirements.TerminalId is { } named
            && table.Open.Count(entry => entry.State.Requirements.TerminalId == named) >= floor.Find(named)!.Capacity)
        {
            return WireError.Of(ErrorCode.TerminalBusy);
        }

        TimeSpan wait = _accepted.TimeUntilBelow(ContextRules.ContextsPerWindow, clock.GetUtcNow());
        return wait > TimeSpan.Zero
            ? WireError.Of(ErrorCode.RateLimited) with { RetryAfterMs = (int)Math.Ceiling(wait.TotalMilliseconds) }
            : null;
    }
}
