using Boop.Contexts;
using Boop.Contexts.Lifecycle;

namespace Boop.Client.Testing;

/// <summary>
/// All contexts, and the one store behind them. Events are applied at once; what the store or the identification answers comes in
/// turns of its own, so that an event always meets a settled context.
/// </summary>
internal sealed class ContextTable(BoopTestClock clock)
{
    private readonly Dictionary<ContextId, ContextEntry> _all = [];
    private readonly List<ContextEntry> _inOrder = [];
    private readonly Queue<Action> _turns = new();
    private bool _isTurning;

    /// <summary>Oldest first.</summary>
    internal IReadOnlyList<ContextEntry> All => _inOrder;

    internal IEnumerable<ContextEntry> Open => _inOrder.Where(static entry => entry.State.IsOpen);

    internal Action<ContextEntry, ContextPhase> Moved { get; set; } = static (_, _) => { };

    internal Action<ContextEntry, ContextEffect> Perform { get; set; } = static (_, _) => { };

    /// <summary>Nothing can be read or written.</summary>
    internal bool IsStoreDown { get; set; }

    internal ContextEntry? Find(ContextId id) => _all.GetValueOrDefault(id);

    internal void Add(ContextEntry entry)
    {
        _all.Add(entry.State.Id, entry);
        _inOrder.Add(entry);
    }

    internal void Remove(ContextEntry entry)
    {
        _all.Remove(entry.State.Id);
        _inOrder.Remove(entry);
    }

    internal void Apply(ContextEntry entry, ContextEvent @event)
    {
        ContextPhase former = entry.State.Phase;
        Transition transition = ContextMachine.Apply(entry.State, @event, clock.GetUtcNow());
        entry.State = transition.State;
        if (entry.State.Phase != former)
        {
            Moved(entry, former);
        }

        foreach (ContextEffect effect in transition.Effects)
        {
            PerformHere(entry, effect);
        }
    }

    internal void Later(Action turn) => _turns.Enqueue(turn);

    /// <summary>Runs what waits for its turn, until nothing does.</summary>
    internal void RunTurns()
    {
        if (_isTurning)
        {
            return;
        }

        _isTurning = true;
        try
        {
            while (_turns.TryDequeue(out Action? turn))
            {
                turn();
            }
        }
        finally
        {
            _isTurning = false;
        }
    }

    private void PerformHere(ContextEntry entry, ContextEffect effect)
    {
        switch (effect)
        {
            case ContextEffect.StoreOutcome or ContextEffect.StoreScanCount:
                Later(() => Apply(entry, IsStoreDown ? new ContextEvent.WriteFailed() : new ContextEvent.WriteSucceeded()));
                break;

            case ContextEffect.JudgeScan judge:
                Later(() => Apply(entry, new ContextEvent.ScanJudged(judge.Scan, entry.Judgement ?? new Judgement.Unavailable())));
                break;

            default:
                Perform(entry, effect);
                break;
        }
    }
}
