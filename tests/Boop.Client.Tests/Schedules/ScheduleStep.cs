namespace Boop.Client.Tests.Schedules;

internal sealed record ScheduleStep(ScheduleMove Move, int Choice);
