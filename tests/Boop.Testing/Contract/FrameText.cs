using System.Text.Json;
using System.Text.Unicode;

namespace Boop.Testing.Contract;

/// <summary>What the contract says of every frame in words, because no schema can. It shares no code with the product's own reader.</summary>
internal static class FrameText
{
    private const int MaxBytes = 65_536;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads a frame; null with a fault where it is no frame.</summary>
    public static JsonDocument? Read(ReadOnlySpan<byte> frame, out string fault)
    {
        fault = "";
        if (frame.Length > MaxBytes)
            fault = $"is longer than {MaxBytes} bytes";
        else if (!Utf8.IsValid(frame))
            fault = "is not UTF-8";
        else if (Parse(frame) is not { } document)
            fault = "is not one JSON value without a key twice, U+0000 or half a surrogate pair, at most 16 deep";
        else if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;
        else
            fault = "is no object";
        return null;
    }

    private static JsonDocument? Parse(ReadOnlySpan<byte> frame)
    {
        try
        {
            return HasCleanEscapes(frame) ? JsonDocument.Parse(frame.ToArray(), Strict) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool HasCleanEscapes(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame);
        while (reader.Read())
        {
            if (reader.ValueIsEscaped && !IsClean(ref reader))
                return false;
        }

        return true;
    }

    private static bool IsClean(ref Utf8JsonReader reader)
    {
        try
        {
            return !reader.GetString()!.Contains('\0');
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair has no UTF-8.
            return false;
        }
    }
}
