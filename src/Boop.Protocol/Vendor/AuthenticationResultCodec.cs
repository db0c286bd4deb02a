using System.Globalization;
using System.Text;
using System.Text.Json;
using Boop.Protocol.Json;

namespace Boop.Protocol.Vendor;

/// <summary>The <c>result</c> of an <c>auth_result</c>.</summary>
internal static class AuthenticationResultCodec
{
    internal static AuthenticationResult Read(ref FieldReader frame)
    {
        if (!frame.Members.TryGet("result"u8, out JsonValue value) || value.Kind != JsonTokenType.StartObject)
        {
            frame.Fail("result");
            return new AuthenticationResult(false);
        }

        var members = new JsonMembers(value.Json);
        try
        {
            StrictJson.TryScan(value.Json, StrictJson.LenientDepth, ref members);
            if (!members.TryGet("success"u8, out JsonValue success) || success.Kind is not (JsonTokenType.True or JsonTokenType.False))
            {
                frame.Fail("result.success");
                return new AuthenticationResult(false);
            }

            var fields = new FieldReader(members, isLenient: true);
            return ReadMembers(ref fields, success.Kind == JsonTokenType.True);
        }
        finally
        {
            members.Dispose();
        }
    }

    internal static void Write(Utf8JsonWriter writer, AuthenticationResult result)
    {
        writer.WriteStartObject("result"u8);
        writer.WriteBoolean("success"u8, result.Success);
        if (result.Success)
        {
            writer.WriteOptional("user_id"u8, result.UserId);
            WriteAttributes(writer, result);
        }

        WriteWithheld(writer, result.Withheld);
        writer.WriteOptional("reason"u8, result.Reason);
        writer.WriteTime("authenticated_at"u8, result.AuthenticatedAt);
        writer.WriteOptional("receipt"u8, result.Receipt);
        if (result.AttributesErased)
        {
            writer.WriteBoolean("attributes_erased"u8, true);
        }

        writer.WriteEndObject();
    }

    private static AuthenticationResult ReadMembers(ref FieldReader fields, bool success) => new(success)
    {
        UserId = success ? fields.OptionalText("user_id"u8) : null,
        Attributes = success ? ReadAttributes(fields.Members) : null,
        Withheld = ReadWithheld(fields.Members),
        Reason = fields.OptionalText("reason"u8),
        AuthenticatedAt = ReadTime(fields.OptionalText("authenticated_at"u8)),
        Receipt = fields.OptionalText("receipt"u8),
        AttributesErased = fields.Flag("attributes_erased"u8),
    };

    private static DateTimeOffset ReadTime(string? text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out DateTimeOffset time) ? time : default;
    }

    private static Dictionary<string, string>? ReadAttributes(JsonMembers result)
    {
        if (!result.TryGet("attributes"u8, out JsonValue value) || value.Kind != JsonTokenType.StartObject)
        {
            return null;
        }

        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var members = new JsonMembers(value.Json);
        try
        {
            StrictJson.TryScan(value.Json, StrictJson.LenientDepth, ref members);
            for (int i = 0; i < members.Count; i++)
            {
                JsonValue attribute = members.ValueAt(i);
                attributes[Encoding.UTF8.GetString(members.NameAt(i))] =
                    attribute.TryGetString(out string? text) ? text : Encoding.UTF8.GetString(attribute.Json);
            }

            return attributes;
        }
        finally
        {
            members.Dispose();
        }
    }

    private static List<Withholding>? ReadWithheld(JsonMembers result)
    {
        if (!result.TryGet("withheld"u8, out JsonValue value) || value.Kind != JsonTokenType.StartArray)
        {
            return null;
        }

        List<Withholding>? withheld = null;
        Utf8JsonReader reader = value.Open();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            bool isObject = reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
            if (isObject && ReadWithholding(value.Json[start..(int)reader.BytesConsumed]) is Withholding one)
            {
                (withheld ??= []).Add(one);
            }
        }

        return withheld;
    }

    private static Withholding? ReadWithholding(ReadOnlySpan<byte> json)
    {
        var members = new JsonMembers(json);
        try
        {
            StrictJson.TryScan(json, StrictJson.LenientDepth, ref members);
            var fields = new FieldReader(members, isLenient: true);
            string? name = fields.OptionalText("name"u8);
            return name is null ? null : new Withholding(name, fields.OptionalText("reason"u8) ?? "");
        }
        finally
        {
            members.Dispose();
        }
    }

    private static void WriteAttributes(Utf8JsonWriter writer, AuthenticationResult result)
    {
        if (result.AttributesErased)
        {
            return;
        }

        writer.WriteStartObject("attributes"u8);
        if (result.Attributes is not null)
        {
            foreach ((string name, string value) in result.Attributes)
            {
                writer.WriteString(name, value);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteWithheld(Utf8JsonWriter writer, IReadOnlyList<Withholding>? withheld)
    {
        if (withheld is null or { Count: 0 })
        {
            return;
        }

        writer.WriteStartArray("withheld"u8);
        foreach (Withholding one in withheld)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, one.Name);
            writer.WriteString("reason"u8, one.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
