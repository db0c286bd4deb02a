namespace Boop.Client;

/// <summary>
/// Remembers how far each outcome has come, so that those sent again are dropped. Holds the last 4096, many times what the network
/// sends again within its five minutes. Its owner's lock guards it.
/// </summary>
internal sealed class OutcomeLedger
{
    internal const int Capacity = 4096;

    private readonly Dictionary<string, OutcomeState> _states = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    internal OutcomeState this[string contextId]
    {
        get => _states.GetValueOrDefault(contextId);
        set
        {
            // One that is set to unknown keeps its place in the order: each id stands there once.
            if (!_states.ContainsKey(contextId))
            {
                if (_order.Count == Capacity)
                {
                    _states.Remove(_order.Dequeue());
                }

                _order.Enqueue(contextId);
            }

            _states[contextId] = value;
        }
    }
}
