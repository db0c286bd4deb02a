using Boop.Contexts;
using Boop.Protocol;

namespace Boop.Gateway.Mapping;

/// <summary>What a context is for, on the wire and within.</summary>
internal static class ContextTypes
{
    public static ContextKind ToKind(ContextType type) => type switch
    {
        ContextType.Payment => ContextKind.Payment,
        ContextType.Entrance => ContextKind.Entrance,
        ContextType.Membership => ContextKind.Membership,
        _ => throw new InvalidOperationException("ContextType is a closed set."),
    };

    public static ContextType ToWire(ContextKind kind) => kind switch
    {
        ContextKind.Payment => ContextType.Payment,
        ContextKind.Entrance => ContextType.Entrance,
        ContextKind.Membership => ContextType.Membership,
        _ => throw new InvalidOperationException("ContextKind is a closed set."),
    };
}
