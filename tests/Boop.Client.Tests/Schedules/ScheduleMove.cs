namespace Boop.Client.Tests.Schedules;

internal enum ScheduleMove
{
    Create,
    Cancel,
    Look,

    /// <summary>A caller gives up.</summary>
    Leave,

    /// <summary>Whoever reads the unclaimed outcomes begins, or stops.</summary>
    Read,

    /// <summary>Somebody at the scanner says no.</summary>
    Decide,

    /// <summary>A fault that the next create, cancel or look meets.</summary>
    Fault,

    Cut,
    Close,
    RefuseConnections,
    PassTime,

    /// <summary>Lets the client get on.</summary>
    Breathe,
    Dispose,
}
