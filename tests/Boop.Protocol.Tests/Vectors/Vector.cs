using System.Text;

namespace Boop.Protocol.Tests.Vectors;

/// <summary>One line of <c>tests/vectors</c>, as far as the codec reads it; its README says what the members mean.</summary>
public sealed record Vector(string Name, string Socket, string[] Out)
{
    public string? In { get; init; }

    public string? InHex { get; init; }

    public bool? Decodes { get; init; }

    public string? Canonical { get; init; }

    public string? Refusal { get; init; }

    public VectorStep[]? Before { get; init; }

    public byte[]? Frame => In is not null ? Encoding.UTF8.GetBytes(In) : InHex is not null ? Convert.FromHexString(InHex) : null;

    private static readonly (string Placeholder, string Value)[] Values =
    [
        ("<session_id>", "ses_7"),
        ("<user_id>", "usr_7"),
        ("<offer_id>", "0f0e0d0c0b0a09080706050403020100"),
        ("<trace_id>", "4bf92f3577b34da6a3ce929d0e0e4736"),
        ("<time>", "2026-11-23T10:20:30.040Z"),
        ("<retry_after_ms>", "1500"),
        ("<expires_in_ms>", "29990"),
    ];

    /// <summary>A frame that the network may have sent: something stands for each placeholder.</summary>
    public static string Fill(string frame) =>
        Values.Aggregate(frame, (filled, one) => filled.Replace(one.Placeholder, one.Value, StringComparison.Ordinal));

    /// <summary>Whether a value is one that stands for a placeholder.</summary>
    public static bool IsFilled(string? value) => Values.Any(one => one.Value == value);

    public override string ToString() => Name;
}
