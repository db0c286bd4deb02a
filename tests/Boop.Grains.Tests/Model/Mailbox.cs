namespace Boop.Grains.Tests.Model;

/// <summary>The turns of one activation: messages and what follows awaits, one at a time and in order, whenever the test lets one run.</summary>
internal sealed class Mailbox : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Turn, object? State, Action? Reroute)> _turns = new();
    private bool _isClosed;

    public bool IsEmpty => _turns.Count == 0;

    public override void Post(SendOrPostCallback d, object? state) => Add(d, state, reroute: null);

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    /// <summary>A message; where its activation ends before it runs, it goes elsewhere.</summary>
    public void Deliver(Action turn, Action? reroute) => Add(static state => ((Action)state!)(), turn, reroute);

    public bool RunOne()
    {
        if (!_turns.TryDequeue(out (SendOrPostCallback Turn, object? State, Action? Reroute) next))
            return false;
        SynchronizationContext? former = Current;
        SetSynchronizationContext(this);
        try
        {
            next.Turn(next.State);
        }
        finally
        {
            SetSynchronizationContext(former);
        }

        return true;
    }

    /// <summary>Takes no more messages: those that wait are sent on. What follows awaits goes on.</summary>
    public void Reroute()
    {
        (SendOrPostCallback Turn, object? State, Action? Reroute)[] waiting = [.. _turns];
        _turns.Clear();
        foreach ((SendOrPostCallback Turn, object? State, Action? Reroute) turn in waiting.Where(turn => turn.Reroute is null))
            _turns.Enqueue(turn);
        foreach ((SendOrPostCallback Turn, object? State, Action? Reroute) turn in waiting.Where(turn => turn.Reroute is not null))
            turn.Reroute!();
    }

    /// <summary>Dead: nothing runs any more.</summary>
    public void Close()
    {
        _isClosed = true;
        _turns.Clear();
    }

    private void Add(SendOrPostCallback turn, object? state, Action? reroute)
    {
        if (!_isClosed)
            _turns.Enqueue((turn, state, reroute));
    }
}
