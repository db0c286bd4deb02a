namespace Boop.Testing.Contract;

/// <summary>Where a frame goes.</summary>
public enum FrameDirection
{
    ToNetwork,
    FromNetwork,
}
