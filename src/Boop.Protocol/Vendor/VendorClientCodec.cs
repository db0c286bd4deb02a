using System.Buffers;
using System.Text.Json;
using Boop.Protocol.Json;
using Boop.Protocol.Rules;

namespace Boop.Protocol.Vendor;

/// <summary>Frames from a vendor to the network: the network decodes them, strictly; a client encodes them.</summary>
/// <remarks>Thread-safe. Decoding throws on no input.</remarks>
public static class VendorClientCodec
{
    // What is not in this table is UNKNOWN_TYPE.
    private static readonly FrameDirection<VendorClientMessage> Direction = new(
        "context_id",
        Identifiers.IsContextId,
        isLenient: false,
        new("authenticate"u8.ToArray(), ReadAuthenticate),
        new("create_context"u8.ToArray(), ReadCreateContext, HasSubject: true),
        new("cancel_context"u8.ToArray(), ReadCancelContext, HasSubject: true),
        new("get_context"u8.ToArray(), ReadGetContext, HasSubject: true),
        new("ack"u8.ToArray(), ReadAck),
        new("ping"u8.ToArray(), ReadPing));

    /// <summary>Decodes one frame.</summary>
    /// <param name="frame">The whole text message.</param>
    /// <returns>The message, or the failure with which to answer; never an unknown type.</returns>
    public static Decoded<VendorClientMessage> Decode(ReadOnlySpan<byte> frame) => Direction.Decode(frame);

    /// <summary>Encodes one message as a frame. Members keep the order of the protocol's table; what is null or empty is left out.</summary>
    /// <remarks>Writes what it is given: whether the network will take it shows when it is decoded.</remarks>
    /// <param name="message">The message.</param>
    /// <param name="output">Where the frame goes; it is advanced by the frame's length.</param>
    public static void Encode(VendorClientMessage message, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(output);
        FrameWriter.Write(output, message, WriteMembers);
    }

    private static Authenticate ReadAuthenticate(ref FieldReader fields) => new(
        fields.Text("vendor_id"u8, 1, ProtocolLimits.MaxCredentialLength),
        fields.Text("api_key"u8, 1, ProtocolLimits.MaxCredentialLength))
    {
        Id = fields.Id,
        Features = fields.OptionalList("features"u8, 0, int.MaxValue, static _ => true, isDistinct: false) ?? [],
        Instance = fields.OptionalText("instance"u8, ProtocolLimits.MaxInstanceLength),
        Attempt = fields.OptionalInteger("attempt"u8, 0, long.MaxValue),
    };

    private static CreateContext ReadCreateContext(ref FieldReader fields) =>
        new(fields.Subject, RequirementsCodec.Read(ref fields)) { Id = fields.Id };

    private static CancelContext ReadCancelContext(ref FieldReader fields) => new(fields.Subject) { Id = fields.Id };

    private static GetContext ReadGetContext(ref FieldReader fields) => new(fields.Subject) { Id = fields.Id };

    private static Ack ReadAck(ref FieldReader fields)
    {
        IReadOnlyList<string>? ids =
            fields.OptionalList("context_ids"u8, 1, ProtocolLimits.MaxAckedContexts, Identifiers.IsContextId, isDistinct: false);
        if (ids is null)
        {
            fields.Fail("context_ids"u8);
        }

        return new Ack(ids ?? []) { Id = fields.Id };
    }

    private static Ping ReadPing(ref FieldReader fields) => new() { Id = fields.Id };

    private static void WriteMembers(Utf8JsonWriter writer, VendorClientMessage message)
    {
        switch (message)
        {
            case Authenticate authenticate:
                writer.WriteString("type"u8, "authenticate"u8);
                writer.WriteString("vendor_id"u8, authenticate.VendorId);
                writer.WriteString("api_key"u8, authenticate.ApiKey);
                if (authenticate.Features.Count > 0)
                {
                    writer.WriteList("features"u8, authenticate.Features);
                }

                writer.WriteOptional("instance"u8, authenticate.Instance);
                writer.WriteOptional("attempt"u8, authenticate.Attempt);
                break;

            case CreateContext create:
                writer.WriteString("type"u8, "create_context"u8);
                writer.WriteString("context_id"u8, create.ContextId);
                RequirementsCodec.Write(writer, create.Requirements);
                break;

            case CancelContext cancel:
                writer.WriteString("type"u8, "cancel_context"u8);
                writer.WriteString("context_id"u8, cancel.ContextId);
                break;

            case GetContext get:
                writer.WriteString("type"u8, "get_context"u8);
                writer.WriteString("context_id"u8, get.ContextId);
                break;

            case Ack ack:
                writer.WriteString("type"u8, "ack"u8);
                writer.WriteList("context_ids"u8, ack.ContextIds);
                break;

            case Ping:
                writer.WriteString("type"u8, "ping"u8);
                break;

            default:
                throw new NotSupportedException($"{message.GetType().Name} has no form on the wire.");
        }

        writer.WriteOptional("id"u8, message.Id);
    }
}
