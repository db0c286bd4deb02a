namespace Boop.Contexts;

/// <summary>One of a vendor's membership programmes.</summary>
public readonly record struct ProgramId
{
    private readonly string? _value;

    private ProgramId(string value) => _value = value;

    /// <summary>The id as text. Reading it from a default instance is a bug.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A default ProgramId names nothing.");

    /// <summary>Takes 1–64 characters of <c>A–Z a–z 0–9 . _ : -</c>.</summary>
    public static bool TryParse(string? text, out ProgramId id)
    {
        bool isValid = IdGrammar.IsValid(text, 64);
        id = isValid ? new ProgramId(text!) : default;
        return isValid;
    }

    /// <summary>As <see cref="TryParse"/>, for text that is known to be well-formed.</summary>
    public static ProgramId Parse(string text) =>
        TryParse(text, out ProgramId id) ? id : throw new FormatException("Not a well-formed ProgramId.");

    public override string ToString() => Value;
}
