using System.Buffers;
using System.Text.Json;
using Boop.Protocol.Json;

namespace Boop.Protocol.Vendor;

/// <summary>Frames from the network to a vendor: the network encodes them; a client decodes them, leniently.</summary>
/// <remarks>Thread-safe. Decoding throws on no input.</remarks>
public static class VendorServerCodec
{
    private static readonly FrameDirection<VendorServerMessage> Direction = new(
        "context_id",
        static id => id.Length > 0,
        isLenient: true,
        new("authenticated"u8.ToArray(), ReadAuthenticated),
        new("auth_result"u8.ToArray(), ReadAuthResult, HasSubject: true),
        new("context_update"u8.ToArray(), ReadContextUpdate, HasSubject: true),
        new("error"u8.ToArray(), ReadError),
        new("pong"u8.ToArray(), ReadPong));

    /// <summary>Decodes one frame as a client must: unknown members and types are ignored, broken optional members count as missing.</summary>
    /// <param name="frame">The whole text message.</param>
    /// <returns>The message; a failure, where the frame is not well-formed or lacks what its type needs; or an unknown type.</returns>
    public static Decoded<VendorServerMessage> Decode(ReadOnlySpan<byte> frame) => Direction.Decode(frame);

    /// <summary>Encodes one message as a frame. Members keep the order of the protocol's table; what is null, empty or false is left out.</summary>
    /// <param name="message">The message.</param>
    /// <param name="output">Where the frame goes; it is advanced by the frame's length.</param>
    public static void Encode(VendorServerMessage message, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(output);
        FrameWriter.Write(output, message, WriteMembers);
    }

    private static Authenticated ReadAuthenticated(ref FieldReader fields) =>
        new(fields.OptionalText("vendor_id"u8) ?? "", fields.OptionalText("session_id"u8) ?? "")
        {
            Id = fields.Id,
            HeartbeatIntervalMs = fields.PositiveOr("heartbeat_interval_ms"u8, ProtocolLimits.HeartbeatIntervalMs),
            ContextTtlMs = fields.PositiveOr("context_ttl_ms"u8, ProtocolLimits.ContextTtlMs),
            Limits = SessionLimitsCodec.Read(fields.Members),
        };

    private static AuthResult ReadAuthResult(ref FieldReader fields) =>
        new(fields.Subject, AuthenticationResultCodec.Read(ref fields)) { Id = fields.Id };

    private static ContextUpdate ReadContextUpdate(ref FieldReader fields) => new(
        fields.Subject,
        fields.Text("state"u8, 1, int.MaxValue / 2),
        (int)(fields.OptionalInteger("expires_in_ms"u8, 0, int.MaxValue) ?? 0))
    {
        Id = fields.Id,
        TerminalId = fields.OptionalText("terminal_id"u8),
    };

    private static VendorError ReadError(ref FieldReader fields) =>
        new(ErrorFields.Read(ref fields)) { Id = fields.Id, ContextId = fields.OptionalText("context_id"u8) };

    private static Pong ReadPong(ref FieldReader fields) => new() { Id = fields.Id };

    private static void WriteMembers(Utf8JsonWriter writer, VendorServerMessage message)
    {
        switch (message)
        {
            case Authenticated authenticated:
                writer.WriteString("type"u8, "authenticated"u8);
                writer.WriteString("vendor_id"u8, authenticated.VendorId);
                writer.WriteString("session_id"u8, authenticated.SessionId);
                writer.WriteNumber("heartbeat_interval_ms"u8, authenticated.HeartbeatIntervalMs);
                writer.WriteNumber("context_ttl_ms"u8, authenticated.ContextTtlMs);
                SessionLimitsCodec.Write(writer, authenticated.Limits);
                break;

            case AuthResult result:
                writer.WriteString("type"u8, "auth_result"u8);
                writer.WriteString("context_id"u8, result.ContextId);
                AuthenticationResultCodec.Write(writer, result.Result);
                break;

            case ContextUpdate update:
                writer.WriteString("type"u8, "context_update"u8);
                writer.WriteString("context_id"u8, update.ContextId);
                writer.WriteString("state"u8, update.State);
                writer.WriteNumber("expires_in_ms"u8, update.ExpiresInMs);
                writer.WriteOptional("terminal_id"u8, update.TerminalId);
                break;

            case VendorError error:
                writer.WriteErrorHead(error.Error);
                writer.WriteOptional("context_id"u8, error.ContextId);
                writer.WriteErrorTail(error.Error);
                break;

            case Pong:
                writer.WriteString("type"u8, "pong"u8);
                break;

            default:
                throw new NotSupportedException($"{message.GetType().Name} has no form on the wire.");
        }

        writer.WriteOptional("id"u8, message.Id);
    }
}
