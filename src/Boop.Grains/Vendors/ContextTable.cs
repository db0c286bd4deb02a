using Boop.Contexts;
using Boop.Contexts.Lifecycle;

namespace Boop.Grains.Vendors;

/// <summary>
/// The contexts in the owner's memory: all that are open, and those whose outcome is not settled yet.
/// What is not here is in the store or was never accepted.
/// </summary>
internal sealed class ContextTable(Func<DateTimeOffset> now, Action<ContextEntry, ContextPhase> moved, Action<ContextEntry, ContextEffect> perform)
{
    private readonly Dictionary<ContextId, ContextEntry> _all = [];

    /// <summary>Oldest first: the order of creation, which is the order of offers.</summary>
    private readonly List<ContextEntry> _open = [];

    public IReadOnlyCollection<ContextEntry> All => _all.Values;

    public IReadOnlyList<ContextEntry> Open => _open;

    public ContextEntry? Find(ContextId context) => _all.GetValueOrDefault(context);

    public ContextEntry Add(ContextState state)
    {
        ContextEntry entry = new(state);
        _all.Add(state.Id, entry);
        if (state.IsOpen)
            _open.Add(entry);
        return entry;
    }

    public void Remove(ContextEntry entry)
    {
        _all.Remove(entry.State.Id);
        _open.Remove(entry);
    }

    /// <summary>Contexts that could be offered now.</summary>
    public IReadOnlyList<ContextEntry> Waiting(DateTimeOffset at) =>
    [
        .. _open.Where(entry => entry.State is { Phase: ContextPhase.Waiting, IsBusy: false }
            && entry.State.Deadline - at >= ContextRules.LeastTimeToOffer),
    ];

    public int CountNaming(TerminalId terminal) => _open.Count(entry => entry.State.Requirements.TerminalId == terminal);

    public void Apply(ContextId context, ContextEvent @event)
    {
        if (Find(context) is { } entry)
            Apply(entry, @event);
    }

    public void Apply(ContextEntry entry, ContextEvent @event)
    {
        ContextPhase former = entry.State.Phase;
        Transition transition = ContextMachine.Apply(entry.State, @event, now());
        entry.State = transition.State;
        if (!entry.State.IsOpen)
            _open.Remove(entry);
        if (entry.State.Phase != former)
            moved(entry, former);
        foreach (ContextEffect effect in transition.Effects)
            perform(entry, effect);
    }
}
