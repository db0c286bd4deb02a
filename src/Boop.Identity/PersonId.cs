using System.Buffers;
using System.Security.Cryptography;

namespace Boop.Identity;

/// <summary>A person whom the network knows. It never leaves the network; vendors see a user id.</summary>
public readonly record struct PersonId
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    private readonly string? _value;

    private PersonId(string value) => _value = value;

    /// <summary>The id as text. Reading it from a default instance is a bug.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A default PersonId names nothing.");

    /// <summary>Takes 1–128 characters of <c>A–Z a–z 0–9 . _ : -</c>.</summary>
    public static bool TryParse(string? text, out PersonId id)
    {
        bool isValid = text is { Length: > 0 and <= 128 } && !text.AsSpan().ContainsAnyExcept(Allowed);
        id = isValid ? new PersonId(text!) : default;
        return isValid;
    }

    /// <summary>As <see cref="TryParse"/>, for text that is known to be well-formed.</summary>
    public static PersonId Parse(string text) =>
        TryParse(text, out PersonId id) ? id : throw new FormatException("Not a well-formed PersonId.");

    /// <summary>A fresh, unguessable id.</summary>
    public static PersonId New() => new("per_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    public override string ToString() => Value;
}
