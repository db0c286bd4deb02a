using System.Text.RegularExpressions;

namespace Boop.Contexts;

/// <summary>The name of something that is known of a person, such as <c>email</c>.</summary>
public readonly partial record struct AttributeName
{
    private readonly string? _value;

    private AttributeName(string value) => _value = value;

    /// <summary>The name as text. Reading it from a default instance is a bug.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A default AttributeName names nothing.");

    /// <summary>Takes <c>[a-z][a-z0-9_]{0,63}</c>.</summary>
    public static bool TryParse(string? text, out AttributeName name)
    {
        bool isValid = text is not null && Pattern().IsMatch(text);
        name = isValid ? new AttributeName(text!) : default;
        return isValid;
    }

    /// <summary>As <see cref="TryParse"/>, for text that is known to be well-formed.</summary>
    public static AttributeName Parse(string text) =>
        TryParse(text, out AttributeName name) ? name : throw new FormatException("Not a well-formed attribute name.");

    /// <summary>The question whether a person has reached an age.</summary>
    public static AttributeName AgeOver(int years) => new($"age_over_{years}");

    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
