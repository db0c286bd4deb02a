namespace Boop.Chaos.Observations;

/// <summary>One thing that happened, as the runner saw it. The order of the log is the order of time.</summary>
internal abstract record Observation(TimeSpan At)
{
    /// <summary>A client's connection, once it has said which socket it wants.</summary>
    public sealed record Opened(TimeSpan At, int Connection, Peer Peer) : Observation(At);

    /// <summary>A whole message, read from the end that sent it.</summary>
    public sealed record Frame(TimeSpan At, int Connection, Heading Heading, WireMessage Message) : Observation(At)
    {
        private long _passedAt = -1;

        /// <summary>When its last byte was handed to the other end; null where it has not been (yet).</summary>
        public TimeSpan? PassedAt => Interlocked.Read(ref _passedAt) is >= 0 and long ticks ? new TimeSpan(ticks) : null;

        public void Pass(TimeSpan at) => Interlocked.Exchange(ref _passedAt, at.Ticks);
    }

    /// <summary>One end of a connection is gone.</summary>
    public sealed record Ended(TimeSpan At, int Connection, ConnectionEnd By) : Observation(At);

    /// <summary>A fault begins. <paramref name="Target"/> is a vendor, a scanner, or empty for all.</summary>
    public sealed record FaultBegan(TimeSpan At, int Fault, FaultKind Kind, string Target, int? Connection) : Observation(At)
    {
        /// <summary>What a second owner raised the epoch to.</summary>
        public long? Epoch { get; init; }
    }

    public sealed record FaultEnded(TimeSpan At, int Fault) : Observation(At);

    /// <summary>A server process begins its life.</summary>
    public sealed record ServerStarted(TimeSpan At, int Life) : Observation(At);

    public sealed record ServerReady(TimeSpan At, int Life) : Observation(At);

    /// <summary>It is told to stop.</summary>
    public sealed record ServerTold(TimeSpan At, int Life) : Observation(At);

    public sealed record ServerEnded(TimeSpan At, int Life, int ExitCode, bool WasAsked) : Observation(At);

    /// <summary>A line of the server's log at level Error.</summary>
    public sealed record ServerComplained(TimeSpan At, int Life, string Line) : Observation(At);

    /// <summary>The SDK handed an outcome to its application.</summary>
    public sealed record Handed(TimeSpan At, string Client, string Context, string Outcome, bool IsUnclaimed) : Observation(At);
}
