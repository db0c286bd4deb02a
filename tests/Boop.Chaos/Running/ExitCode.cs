namespace Boop.Chaos.Running;

internal enum ExitCode
{
    Proved = 0,

    /// <summary>A promise was broken.</summary>
    Broken = 1,

    /// <summary>The command line is wrong.</summary>
    Usage = 2,

    /// <summary>Nothing was seen broken, and too little was seen.</summary>
    NotProved = 3,
}
