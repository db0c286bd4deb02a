namespace Boop.Contexts;

/// <summary>The name by which a vendor's contexts call one of its scanners.</summary>
public readonly record struct TerminalId
{
    private readonly string? _value;

    private TerminalId(string value) => _value = value;

    /// <summary>The id as text. Reading it from a default instance is a bug.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A default TerminalId names nothing.");

    /// <summary>Takes 1–64 characters of <c>A–Z a–z 0–9 . _ : -</c>.</summary>
    public static bool TryParse(string? text, out TerminalId id)
    {
        bool isValid = IdGrammar.IsValid(text, 64);
        id = isValid ? new TerminalId(text!) : default;
        return isValid;
    }

    /// <summary>As <see cref="TryParse"/>, for text that is known to be well-formed.</summary>
    public static TerminalId Parse(string text) =>
        TryParse(text, out TerminalId id) ? id : throw new FormatException("Not a well-formed TerminalId.");

    public override string ToString() => Value;
}
