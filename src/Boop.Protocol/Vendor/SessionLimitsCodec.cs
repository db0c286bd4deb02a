using System.Text.Json;
using Boop.Protocol.Json;

namespace Boop.Protocol.Vendor;

/// <summary>The <c>limits</c> of an <c>authenticated</c>.</summary>
internal static class SessionLimitsCodec
{
    internal static SessionLimits Read(JsonMembers frame)
    {
        if (!frame.TryGet("limits"u8, out JsonValue value) || value.Kind != JsonTokenType.StartObject)
        {
            return new SessionLimits();
        }

        var members = new JsonMembers(value.Json);
        try
        {
            StrictJson.TryScan(value.Json, StrictJson.LenientDepth, ref members);
            var fields = new FieldReader(members, isLenient: true);
            return new SessionLimits
            {
                ContextsPerMinute = fields.PositiveOr("contexts_per_minute"u8, ProtocolLimits.ContextsPerMinute),
                MessagesPerMinute = fields.PositiveOr("messages_per_minute"u8, ProtocolLimits.MessagesPerMinute),
                MaxMessageBytes = fields.PositiveOr("max_message_bytes"u8, ProtocolLimits.MaxMessageBytes),
            };
        }
        finally
        {
            members.Dispose();
        }
    }

    internal static void Write(Utf8JsonWriter writer, SessionLimits limits)
    {
        writer.WriteStartObject("limits"u8);
        writer.WriteNumber("contexts_per_minute"u8, limits.ContextsPerMinute);
        writer.WriteNumber("messages_per_minute"u8, limits.MessagesPerMinute);
        writer.WriteNumber("max_message_bytes"u8, limits.MaxMessageBytes);
        writer.WriteEndObject();
    }
}
