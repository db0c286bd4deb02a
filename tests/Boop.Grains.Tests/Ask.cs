using Boop.Contexts;

namespace Boop.Grains.Tests;

internal static class Ask
{
    public static Requirements Payment(string? terminal = null) => new(ContextKind.Payment)
    {
        Amount = 2_500,
        Attributes = AttributeNames.Parse(["email", "phone"]),
        TerminalId = terminal is null ? null : TerminalId.Parse(terminal),
    };
}
