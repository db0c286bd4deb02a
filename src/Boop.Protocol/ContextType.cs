namespace Boop.Protocol;

/// <summary>What a context is for.</summary>
public enum ContextType
{
    /// <summary>A payment of an amount.</summary>
    Payment,

    /// <summary>Letting a person in.</summary>
    Entrance,

    /// <summary>Recognising a member.</summary>
    Membership,
}
