using Boop.Protocol;

namespace Boop.Client.Testing;

/// <summary>One of the vendor's scanners.</summary>
/// <param name="TerminalId">The name by which requests call it.</param>
public sealed record BoopTestTerminal(string TerminalId)
{
    /// <summary>How many people it serves at once: 1, the default, to 1000. A request that names a full terminal is <c>TERMINAL_BUSY</c>.</summary>
    public int Capacity { get; init; } = 1;

    internal static void Check(IReadOnlyList<BoopTestTerminal> terminals)
    {
        foreach (BoopTestTerminal terminal in terminals)
        {
            bool isFine = Boop.Contexts.TerminalId.TryParse(terminal.TerminalId, out _) && terminal.Capacity is >= 1 and <= ProtocolLimits.MaxScannerCapacity;
            if (!isFine || terminals.Count(one => one.TerminalId == terminal.TerminalId) > 1)
            {
                throw new ArgumentException(
                    $"The terminal '{terminal.TerminalId}' needs an id of its own of 1 to 64 characters of A–Z a–z 0–9 . _ : -, and a capacity of 1 to 1000.",
                    nameof(terminals));
            }
        }
    }
}
