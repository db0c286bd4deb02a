using System.Collections.Concurrent;

namespace Boop.Chaos.Observations;

/// <summary>Which vendors have something open now, as far as the wire shows: faults are to hit somebody who has something to lose.</summary>
internal sealed class OpenContexts
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> _open = [];

    public IReadOnlyList<string> Vendors => [.. _open.Where(vendor => !vendor.Value.IsEmpty).Select(vendor => vendor.Key)];

    public void See(string vendor, Heading heading, WireMessage message)
    {
        if (message.ContextId is not { } context)
            return;
        ConcurrentDictionary<string, bool> open = _open.GetOrAdd(vendor, _ => []);
        if (heading is Heading.ToServer && message.Type == "create_context")
            open.TryAdd(context, true);
        else if (heading is Heading.ToClient && message.Type is "auth_result" or "error")
            open.TryRemove(context, out _);
    }
}
