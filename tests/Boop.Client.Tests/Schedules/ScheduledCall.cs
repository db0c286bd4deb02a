namespace Boop.Client.Tests.Schedules;

/// <summary>One call of the application.</summary>
internal sealed record ScheduledCall(ScheduleMove Move, string ContextId, CancellationTokenSource Leaving, DateTimeOffset Since)
{
    /// <summary>Whether a create is started, watched and then awaited, rather than awaited at once.</summary>
    internal bool IsWatched { get; init; }

    internal bool HasEnded { get; set; }
}
