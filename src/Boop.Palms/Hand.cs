namespace Boop.Palms;

/// <summary>Which hand a palm belongs to. A person's two palms have nothing in common; only palms of one hand are compared.</summary>
public enum Hand
{
    Left,
    Right,
}
