using System.Security.Cryptography;

namespace Boop.Contexts;

/// <summary>One offer of a context to one session of a scanner: 128 random bits.</summary>
public readonly record struct OfferId
{
    private readonly string? _value;

    private OfferId(string value) => _value = value;

    /// <summary>The id as text. Reading it from a default instance is a bug.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A default OfferId names nothing.");

    /// <summary>Takes 1–64 characters of <c>A–Z a–z 0–9 . _ : -</c>.</summary>
    public static bool TryParse(string? text, out OfferId id)
    {
        bool isValid = IdGrammar.IsValid(text, 64);
        id = isValid ? new OfferId(text!) : default;
        return isValid;
    }

    /// <summary>As <see cref="TryParse"/>, for text that is known to be well-formed.</summary>
    public static OfferId Parse(string text) =>
        TryParse(text, out OfferId id) ? id : throw new FormatException("Not a well-formed OfferId.");

    /// <summary>A fresh, unguessable id.</summary>
    public static OfferId New() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    public override string ToString() => Value;
}
