namespace Boop.Client.Tests.Schedules;

/// <summary>One call of the application.</summary>
internal sealed record ScheduledCall(ScheduleMove Move, string ContextId, CancellationTokenSource Leaving, DateTimeOffset Since)
{
    internal bool HasEnded { get; set; }
}
