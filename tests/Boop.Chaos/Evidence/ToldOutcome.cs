using System.Globalization;
using System.Text.Json;
using Boop.Chaos.Observations;

namespace Boop.Chaos.Evidence;

/// <summary>An outcome as a vendor was told it.</summary>
internal sealed class ToldOutcome
{
    private ToldOutcome(Observation.Frame frame, string kind)
    {
        Frame = frame;
        Kind = kind;
    }

    public Observation.Frame Frame { get; }

    /// <summary>succeeded, failed, cancelled or expired.</summary>
    public string Kind { get; }

    public string? Reason { get; private init; }

    public string? User { get; private init; }

    public DateTimeOffset? DecidedAt { get; private init; }

    /// <summary>Their text; null where they are not told.</summary>
    public string? Attributes { get; private init; }

    public string? Withheld { get; private init; }

    public bool IsErased { get; private init; }

    /// <summary>Null where the message tells no outcome.</summary>
    public static ToldOutcome? Of(Observation.Frame frame)
    {
        WireMessage message = frame.Message;
        if (frame.Heading is not Heading.ToClient)
            return null;
        if (message.ErrorCode == "CONTEXT_EXPIRED")
            return new ToldOutcome(frame, "expired");
        if (message.Type != "auth_result" || message.Member("result") is not { ValueKind: JsonValueKind.Object } result)
            return null;
        string? reason = Text(result, "reason");
        bool isSuccess = result.TryGetProperty("success", out JsonElement success) && success.ValueKind is JsonValueKind.True;
        return new ToldOutcome(frame, isSuccess ? "succeeded" : reason == "cancelled" ? "cancelled" : "failed")
        {
            Reason = reason,
            User = Text(result, "user_id"),
            DecidedAt = Text(result, "authenticated_at") is { } at ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) : null,
            Attributes = result.TryGetProperty("attributes", out JsonElement attributes) ? Sorted(attributes) : null,
            Withheld = result.TryGetProperty("withheld", out JsonElement withheld) ? SortedList(withheld) : null,
            IsErased = result.TryGetProperty("attributes_erased", out JsonElement erased) && erased.ValueKind is JsonValueKind.True,
        };
    }

    /// <summary>Both may be true: everything is the same, or values are absent only because they are erased, and said to be.</summary>
    public bool Agrees(ToldOutcome other) =>
        Kind == other.Kind && Reason == other.Reason && User == other.User && DecidedAt == other.DecidedAt && Withheld == other.Withheld
        && (Attributes == other.Attributes || (Attributes is null && IsErased) || (other.Attributes is null && other.IsErased));

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement member) && member.ValueKind is JsonValueKind.String ? member.GetString() : null;

    // The order of members says nothing.
    private static string Sorted(JsonElement values) => values.ValueKind is JsonValueKind.Object
        ? string.Join('\n', values.EnumerateObject().Select(value => $"{value.Name}={value.Value.GetRawText()}").Order(StringComparer.Ordinal))
        : values.GetRawText();

    private static string SortedList(JsonElement list) => list.ValueKind is JsonValueKind.Array
        ? string.Join('\n', list.EnumerateArray().Select(item => item.GetRawText()).Order(StringComparer.Ordinal))
        : list.GetRawText();
}
