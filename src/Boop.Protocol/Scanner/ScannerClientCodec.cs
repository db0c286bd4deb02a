using System.Buffers;
using System.Text.Json;
using Boop.Protocol.Json;
using Boop.Protocol.Rules;

namespace Boop.Protocol.Scanner;

/// <summary>Frames from a scanner to the network: the network decodes them, strictly; a scanner encodes them.</summary>
/// <remarks>Thread-safe. Decoding throws on no input.</remarks>
public static class ScannerClientCodec
{
    private const int MaxQuality = 100;

    private static readonly WireNames<Hand> Hands = new("left", "right");

    private static readonly FrameDirection<ScannerClientMessage> Direction = new(
        "offer_id",
        Identifiers.IsName,
        isLenient: false,
        new("authenticate"u8.ToArray(), ReadAuthenticate),
        new("presented"u8.ToArray(), ReadPresented, HasSubject: true),
        new("scan"u8.ToArray(), ReadScan, HasSubject: true),
        new("decline"u8.ToArray(), ReadDecline, HasSubject: true),
        new("failed"u8.ToArray(), ReadFailed, HasSubject: true),
        new("ping"u8.ToArray(), ReadPing));

    /// <summary>Decodes one frame.</summary>
    /// <param name="frame">The whole text message.</param>
    /// <returns>The message, or the failure with which to answer; never an unknown type.</returns>
    public static Decoded<ScannerClientMessage> Decode(ReadOnlySpan<byte> frame) => Direction.Decode(frame);

    /// <summary>Encodes one message as a frame. Members keep the order of the protocol's list; what is null, empty or the default is left out.</summary>
    /// <remarks>Writes what it is given: whether the network will take it shows when it is decoded.</remarks>
    /// <param name="message">The message.</param>
    /// <param name="output">Where the frame goes; it is advanced by the frame's length.</param>
    public static void Encode(ScannerClientMessage message, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(output);
        FrameWriter.Write(output, message, WriteMembers);
    }

    private static ScannerAuthenticate ReadAuthenticate(ref FieldReader fields) => new(
        fields.Text("scanner_id"u8, 1, ProtocolLimits.MaxCredentialLength),
        fields.Text("scanner_key"u8, 1, ProtocolLimits.MaxCredentialLength))
    {
        Id = fields.Id,
        Capacity = (int)(fields.OptionalInteger("capacity"u8, 1, ProtocolLimits.MaxScannerCapacity) ?? 1),
    };

    private static Presented ReadPresented(ref FieldReader fields) => new(fields.Subject) { Id = fields.Id };

    private static Scan ReadScan(ref FieldReader fields) => new(
        fields.Subject,
        (int)fields.Integer("attempt"u8, 1, int.MaxValue),
        fields.Base64("template"u8),
        (int)fields.Integer("quality"u8, 0, MaxQuality),
        Hands.Parse(fields.Formed("hand"u8, Hands.Contains)) ?? default)
    {
        Id = fields.Id,
        Consents = fields.OptionalList(
            "consents"u8, 0, ProtocolLimits.MaxAttributeNames, Identifiers.IsAttributeName, isDistinct: true) ?? [],
    };

    private static Decline ReadDecline(ref FieldReader fields) => new(fields.Subject) { Id = fields.Id };

    private static Failed ReadFailed(ref FieldReader fields) =>
        new(fields.Subject, fields.Formed("reason"u8, IsReason)) { Id = fields.Id };

    private static ScannerPing ReadPing(ref FieldReader fields) => new() { Id = fields.Id };

    private static bool IsReason(string text) =>
        Texts.HasLength(text, 1, ProtocolLimits.MaxDescriptionScalars) && Texts.IsDisplayable(text);

    private static void WriteMembers(Utf8JsonWriter writer, ScannerClientMessage message)
    {
        switch (message)
        {
            case ScannerAuthenticate authenticate:
                writer.WriteString("type"u8, "authenticate"u8);
                writer.WriteString("scanner_id"u8, authenticate.ScannerId);
                writer.WriteString("scanner_key"u8, authenticate.ScannerKey);
                if (authenticate.Capacity != 1)
                {
                    writer.WriteNumber("capacity"u8, authenticate.Capacity);
                }

                break;

            case Presented presented:
                writer.WriteString("type"u8, "presented"u8);
                writer.WriteString("offer_id"u8, presented.OfferId);
                break;

            case Scan scan:
                WriteScan(writer, scan);
                break;

            case Decline decline:
                writer.WriteString("type"u8, "decline"u8);
                writer.WriteString("offer_id"u8, decline.OfferId);
                break;

            case Failed failed:
                writer.WriteString("type"u8, "failed"u8);
                writer.WriteString("offer_id"u8, failed.OfferId);
                writer.WriteString("reason"u8, failed.Reason);
                break;

            case ScannerPing:
                writer.WriteString("type"u8, "ping"u8);
                break;

            default:
                throw new NotSupportedException($"{message.GetType().Name} has no form on the wire.");
        }

        writer.WriteOptional("id"u8, message.Id);
    }

    private static void WriteScan(Utf8JsonWriter writer, Scan scan)
    {
        writer.WriteString("type"u8, "scan"u8);
        writer.WriteString("offer_id"u8, scan.OfferId);
        writer.WriteNumber("attempt"u8, scan.Attempt);
        writer.WriteBase64String("template"u8, scan.Template.Span);
        writer.WriteNumber("quality"u8, scan.Quality);
        writer.WriteString("hand"u8, Hands.Of(scan.Hand));
        if (scan.Consents.Count > 0)
        {
            writer.WriteList("consents"u8, scan.Consents);
        }
    }
}
