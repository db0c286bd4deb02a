using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Boop.Client.Testing;

/// <summary>Blots out of a frame what no log may hold.</summary>
internal static class Redaction
{
    private const string Blot = "***";
    private static readonly string[] Secret = ["api_key", "user_id", "description", "receipt"];

    internal static string Redact(ReadOnlySpan<byte> frame)
    {
        try
        {
            var reader = new Utf8JsonReader(frame);
            using JsonDocument message = JsonDocument.ParseValue(ref reader);
            var text = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(text))
            {
                Write(writer, message.RootElement, name: "");
            }

            return Encoding.UTF8.GetString(text.WrittenSpan);
        }
        catch (JsonException)
        {
            return $"({frame.Length} bytes)";
        }
        catch (InvalidOperationException)
        {
            return $"({frame.Length} bytes)";
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, string name)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, name == "attributes" ? Secret[0] : member.Name);
                }

                writer.WriteEndObject();
                break;

            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Write(writer, item, name: "");
                }

                writer.WriteEndArray();
                break;

            case var _ when Secret.Contains(name):
                writer.WriteStringValue(Blot);
                break;

            default:
                element.WriteTo(writer);
                break;
        }
    }
}
