using System.Collections;

namespace Boop.Contexts;

/// <summary>A set of attribute names, equal to another with the same names in whatever order they were given.</summary>
public sealed class AttributeNames : IReadOnlyList<AttributeName>, IEquatable<AttributeNames>
{
    public static readonly AttributeNames None = new([]);

    private readonly AttributeName[] _sorted;

    private AttributeNames(AttributeName[] sorted) => _sorted = sorted;

    public int Count => _sorted.Length;

    public AttributeName this[int index] => _sorted[index];

    public static AttributeNames Of(IEnumerable<AttributeName> names)
    {
        AttributeName[] sorted = [.. names.Distinct().OrderBy(name => name.Value, StringComparer.Ordinal)];
        return sorted.Length == 0 ? None : new AttributeNames(sorted);
    }

    /// <summary>For names that are known to be well-formed.</summary>
    public static AttributeNames Parse(IEnumerable<string> names) => Of(names.Select(AttributeName.Parse));

    public bool Contains(AttributeName name) => Array.IndexOf(_sorted, name) >= 0;

    public AttributeNames Union(IEnumerable<AttributeName> names) => Of(_sorted.Concat(names));

    public bool Equals(AttributeNames? other) => other is not null && _sorted.AsSpan().SequenceEqual(other._sorted);

    public override bool Equals(object? obj) => Equals(obj as AttributeNames);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (AttributeName name in _sorted)
            hash.Add(name);
        return hash.ToHashCode();
    }

    public IEnumerator<AttributeName> GetEnumerator() => ((IEnumerable<AttributeName>)_sorted).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(',', _sorted);
}
