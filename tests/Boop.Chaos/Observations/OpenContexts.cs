using System.Collections.Concurrent;

namespace Boop.Chaos.Observations;

/// <summary>Which vendors have something open now, as far as the wire shows: faults are to hit somebody who has something to lose.</summary>
internal sealed class OpenContexts(RunClock clock)
{
    /// <summary>Whatever became of one that was asked for longer ago, of which the wire may have shown nothing: open it is no more.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(29);

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, TimeSpan>> _open = [];

    public IReadOnlyList<string> Vendors =>
        [.. _open.Where(vendor => vendor.Value.Values.Any(askedAt => clock.Now - askedAt < Longest)).Select(vendor => vendor.Key)];

    public void See(string vendor, Heading heading, WireMessage message)
    {
        if (message.ContextId is not { } context)
            return;
        ConcurrentDictionary<string, TimeSpan> open = _open.GetOrAdd(vendor, _ => []);
        if (heading is Heading.ToServer && message.Type == "create_context")
            open.TryAdd(context, clock.Now);
        else if (heading is Heading.ToClient && message.Type is "auth_result" or "error")
            open.TryRemove(context, out _);
    }
}
