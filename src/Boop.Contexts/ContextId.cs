namespace Boop.Contexts;

/// <summary>One authentication of a vendor, chosen by the vendor: the idempotency key.</summary>
public readonly record struct ContextId
{
    private readonly string? _value;

    private ContextId(string value) => _value = value;

    /// <summary>The id as text. Reading it from a default instance is a bug.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A default ContextId names nothing.");

    /// <summary>Takes 1–128 characters of <c>A–Z a–z 0–9 . _ : -</c>.</summary>
    public static bool TryParse(string? text, out ContextId id)
    {
        bool isValid = IdGrammar.IsValid(text, 128);
        id = isValid ? new ContextId(text!) : default;
        return isValid;
    }

    /// <summary>As <see cref="TryParse"/>, for text that is known to be well-formed.</summary>
    public static ContextId Parse(string text) =>
        TryParse(text, out ContextId id) ? id : throw new FormatException("Not a well-formed ContextId.");

    public override string ToString() => Value;
}
