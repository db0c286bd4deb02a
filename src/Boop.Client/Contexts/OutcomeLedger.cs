namespace Boop.Client;

/// <summary>
/// Remembers which outcomes came and which of them were handed over, so that those sent again are dropped. Holds the last 4096, many
/// times what the network sends again within its five minutes. Its owner's lock guards it.
/// </summary>
internal sealed class OutcomeLedger
{
    internal const int Capacity = 4096;

    private readonly Dictionary<string, bool> _handedOver = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Whether it came before; and then whether it was handed over.</summary>
    internal bool Knows(string contextId, out bool handedOver) => _handedOver.TryGetValue(contextId, out handedOver);

    internal void Came(string contextId) => Set(contextId, handedOver: false);

    internal void HandedOver(string contextId) => Set(contextId, handedOver: true);

    /// <summary>As if it had never come.</summary>
    internal void Forget(string contextId) => _handedOver.Remove(contextId);

    private void Set(string contextId, bool handedOver)
    {
        if (!_handedOver.ContainsKey(contextId))
        {
            if (_order.Count == Capacity)
            {
                _handedOver.Remove(_order.Dequeue());
            }

            _order.Enqueue(contextId);
        }

        _handedOver[contextId] = handedOver;
    }
}
