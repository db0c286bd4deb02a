namespace Boop.Protocol.Scanner;

/// <summary>Which hand a scan is of.</summary>
public enum Hand
{
    /// <summary>The left hand.</summary>
    Left,

    /// <summary>The right hand.</summary>
    Right,
}
