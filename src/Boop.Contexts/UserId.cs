namespace Boop.Contexts;

/// <summary>A person at one vendor; unlinkable between vendors.</summary>
public readonly record struct UserId
{
    private readonly string? _value;

    private UserId(string value) => _value = value;

    /// <summary>The id as text. Reading it from a default instance is a bug.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A default UserId names nothing.");

    /// <summary>Takes 1–128 characters of <c>A–Z a–z 0–9 . _ : -</c>.</summary>
    public static bool TryParse(string? text, out UserId id)
    {
        bool isValid = IdGrammar.IsValid(text, 128);
        id = isValid ? new UserId(text!) : default;
        return isValid;
    }

    /// <summary>As <see cref="TryParse"/>, for text that is known to be well-formed.</summary>
    public static UserId Parse(string text) =>
        TryParse(text, out UserId id) ? id : throw new FormatException("Not a well-formed UserId.");

    public override string ToString() => Value;
}
