using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Boop.Chaos.Observations;

/// <summary>
/// One whole WebSocket message as it was on the wire. Read with its own eyes and not with the product's codec, which is under test.
/// Its text for people holds no key, no template and no attribute's value.
/// </summary>
internal sealed class WireMessage
{
    private static readonly string[] Secret = ["api_key", "scanner_key", "template"];

    private readonly JsonElement _body;

    public WireMessage(WireOpcode opcode, ReadOnlySpan<byte> payload)
    {
        Opcode = opcode;
        Length = payload.Length;
        if (opcode is WireOpcode.Close && payload.Length >= 2)
        {
            CloseCode = BinaryPrimitives.ReadUInt16BigEndian(payload);
            CloseReason = Encoding.UTF8.GetString(payload[2..]);
        }
        else if (opcode is WireOpcode.Text)
        {
            _body = Parse(payload);
        }

        Type = Text("type") ?? "";
        ContextId = Text("context_id");
        Id = Text("id");
    }

    public WireOpcode Opcode { get; }

    public int Length { get; }

    public int? CloseCode { get; }

    public string? CloseReason { get; }

    public string Type { get; }

    public string? ContextId { get; }

    public string? Id { get; }

    /// <summary>The object as it was written; empty where it is none.</summary>
    public ReadOnlySpan<byte> Body => _body.ValueKind is JsonValueKind.Object ? JsonMarshal.GetRawUtf8Value(_body) : default;

    public bool IsText => Opcode is WireOpcode.Text;

    /// <summary>The error's code; null where the message is no error.</summary>
    public string? ErrorCode => Type == "error" ? Text("code") ?? "" : null;

    public static WireMessage Of(string json) => new(WireOpcode.Text, Encoding.UTF8.GetBytes(json));

    public static WireMessage OfClose(int code, string reason)
    {
        byte[] payload = new byte[2 + Encoding.UTF8.GetByteCount(reason)];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        Encoding.UTF8.GetBytes(reason, payload.AsSpan(2));
        return new WireMessage(WireOpcode.Close, payload);
    }

    public string? Text(string name) => Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    public long? Number(string name) =>
        Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt64(out long number) ? number : null;

    public JsonElement? Member(string name) =>
        _body.ValueKind is JsonValueKind.Object && _body.TryGetProperty(name, out JsonElement member) ? member : null;

    public IReadOnlyList<string> Texts(string name) => Member(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)]
        : [];

    public override string ToString() => Opcode switch
    {
        WireOpcode.Text when _body.ValueKind is JsonValueKind.Object => Redacted(),
        WireOpcode.Text => $"text of {Length} bytes that is no object",
        WireOpcode.Close => $"close {CloseCode} {CloseReason}",
        _ => $"{Opcode.ToString().ToLowerInvariant()} of {Length} bytes",
    };

    private static JsonElement Parse(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonElement.Parse(payload);
        }
        catch (JsonException)
        {
            // Not JSON: some clients are meant to say such things.
            return default;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            element.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (JsonProperty member in element.EnumerateObject())
        {
            writer.WritePropertyName(member.Name);
            if (Secret.Contains(member.Name))
                writer.WriteStringValue("…");
            else if (member is { Name: "attributes", Value.ValueKind: JsonValueKind.Object })
                WriteNames(writer, member.Value);
            else
                Write(writer, member.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter writer, JsonElement values)
    {
        writer.WriteStartObject();
        foreach (JsonProperty value in values.EnumerateObject())
            writer.WriteString(value.Name, "…");
        writer.WriteEndObject();
    }

    private string Redacted()
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter writer = new(text, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(writer, _body);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
