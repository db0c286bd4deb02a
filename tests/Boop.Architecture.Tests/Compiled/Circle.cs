namespace Boop.Architecture.Tests.Compiled;

/// <summary>Looks for a way that leads back to where it began.</summary>
internal static class Circle
{
    /// <summary>The nodes of one circle in order, the first again at the end; empty where there is none.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyCollection<(string From, string To)> arrows)
    {
        HashSet<string> done = [];
        List<string> way = [];
        foreach (string node in arrows.Select(arrow => arrow.From).Order(StringComparer.Ordinal))
        {
            if (Walk(node) is { Count: > 0 } circle)
                return circle;
        }

        return [];

        IReadOnlyList<string> Walk(string node)
        {
            int met = way.IndexOf(node);
            if (met >= 0)
                return [.. way[met..], node];
            if (done.Contains(node))
                return [];
            way.Add(node);
            foreach ((_, string to) in arrows.Where(arrow => arrow.From == node))
            {
                if (Walk(to) is { Count: > 0 } circle)
                    return circle;
            }

            way.RemoveAt(way.Count - 1);
            done.Add(node);
            return [];
        }
    }
}
