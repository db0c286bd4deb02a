namespace Boop.Client.Tests.Schedules;

/// <summary>What becomes of a create, a cancel or a look.</summary>
internal enum NetworkFault
{
    None,

    /// <summary>It is lost, and the connection lives.</summary>
    Swallow,

    /// <summary>It is done, and the answer is lost.</summary>
    Mute,

    /// <summary>It is refused for a passing cause.</summary>
    Refuse,

    /// <summary>It is done, and answered as if it might not have been.</summary>
    DoAndRefuse,

    /// <summary>The connection ends before it.</summary>
    CutBefore,

    /// <summary>The connection ends behind it.</summary>
    CutBehind,
}
