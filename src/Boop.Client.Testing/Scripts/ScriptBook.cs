namespace Boop.Client.Testing;

/// <summary>
/// What was scripted, and for which contexts. A script for an id goes before one for a kind, that before the next in the queue, and
/// the default comes last. Those for an id and the queue are used up. Its owner's lock guards it.
/// </summary>
internal sealed class ScriptBook
{
    private readonly Dictionary<string, Queue<Act>> _byId = new(StringComparer.Ordinal);
    private readonly List<(Func<BoopTestContext, bool> Matches, Act Act)> _byKind = [];
    private readonly Queue<Act> _next = new();
    private Act? _default;

    internal void AddFor(string contextId, Act act)
    {
        if (!_byId.TryGetValue(contextId, out Queue<Act>? acts))
        {
            _byId.Add(contextId, acts = new Queue<Act>());
        }

        acts.Enqueue(act);
    }

    internal void AddWhen(Func<BoopTestContext, bool> matches, Act act) => _byKind.Insert(0, (matches, act));

    internal void AddNext(Act act) => _next.Enqueue(act);

    internal void SetDefault(Act act) => _default = act;

    /// <summary>What is to become of a context that is about to be made; null where nothing was scripted.</summary>
    internal Act? Take(BoopTestContext context)
    {
        if (_byId.TryGetValue(context.ContextId, out Queue<Act>? acts) && acts.TryDequeue(out Act? own))
        {
            return own;
        }

        foreach ((Func<BoopTestContext, bool> matches, Act act) in _byKind)
        {
            if (matches(context))
            {
                return act;
            }
        }

        return _next.TryDequeue(out Act? next) ? next : _default;
    }
}
