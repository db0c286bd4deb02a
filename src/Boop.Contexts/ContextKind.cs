namespace Boop.Contexts;

/// <summary>What a context is for.</summary>
public enum ContextKind
{
    Payment,
    Entrance,
    Membership,
}
