namespace Boop.Client.Testing;

/// <summary>One of the vendor's scanners.</summary>
/// <param name="TerminalId">The name by which requests call it.</param>
public sealed record BoopTestTerminal(string TerminalId)
{
    /// <summary>How many people it serves at once: 1, the default, to 1000. A request that names a full terminal is <c>TERMINAL_BUSY</c>.</summary>
    public int Capacity { get; init; } = 1;
}
