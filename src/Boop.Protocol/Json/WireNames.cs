namespace Boop.Protocol.Json;

/// <summary>The names on the wire of an enumeration's values, in the order of their numbers.</summary>
internal sealed class WireNames<TEnum>(params string[] names)
    where TEnum : struct, Enum
{
    private readonly TEnum[] _values = Enum.GetValues<TEnum>();

    internal string Of(TEnum value) => names[Array.IndexOf(_values, value)];

    /// <summary>Finds the value of a name; null where there is none.</summary>
    internal TEnum? Parse(string name)
    {
        int index = Array.IndexOf(names, name);
        return index < 0 ? null : _values[index];
    }

    /// <summary>Whether a string is one of the names: a form for <see cref="FieldReader"/>.</summary>
    internal bool Contains(string name) => Parse(name) is not null;
}
