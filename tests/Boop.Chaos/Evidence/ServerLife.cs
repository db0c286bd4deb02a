namespace Boop.Chaos.Evidence;

/// <summary>One process of the server.</summary>
internal sealed class ServerLife(int number, TimeSpan startedAt)
{
    public int Number => number;

    public TimeSpan StartedAt => startedAt;

    public TimeSpan? ReadyAt { get; set; }

    /// <summary>When it was told to stop.</summary>
    public TimeSpan? ToldAt { get; set; }

    public TimeSpan? EndedAt { get; set; }

    public int? ExitCode { get; set; }

    /// <summary>Whether the runner ended it.</summary>
    public bool WasAsked { get; set; }

    public bool IsUp(TimeSpan from, TimeSpan to) => ReadyAt <= from && !(ToldAt < to) && !(EndedAt < to);
}
