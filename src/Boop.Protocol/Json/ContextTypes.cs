namespace Boop.Protocol.Json;

/// <summary>The names of <see cref="ContextType"/> on both wires.</summary>
internal static class ContextTypes
{
    internal static readonly WireNames<ContextType> Names = new("payment", "entrance", "membership");
}
