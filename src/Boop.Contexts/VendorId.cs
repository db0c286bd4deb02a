namespace Boop.Contexts;

/// <summary>A vendor of the network.</summary>
public readonly record struct VendorId
{
    private readonly string? _value;

    private VendorId(string value) => _value = value;

    /// <summary>The id as text. Reading it from a default instance is a bug.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A default VendorId names nothing.");

    /// <summary>Takes 1–128 characters of <c>A–Z a–z 0–9 . _ : -</c>.</summary>
    public static bool TryParse(string? text, out VendorId id)
    {
        bool isValid = IdGrammar.IsValid(text, 128);
        id = isValid ? new VendorId(text!) : default;
        return isValid;
    }

    /// <summary>As <see cref="TryParse"/>, for text that is known to be well-formed.</summary>
    public static VendorId Parse(string text) =>
        TryParse(text, out VendorId id) ? id : throw new FormatException("Not a well-formed VendorId.");

    public override string ToString() => Value;
}
