using System.Buffers;
using System.Text.Json;
using Boop.Protocol.Json;

namespace Boop.Protocol.Scanner;

/// <summary>Frames from the network to a scanner: the network encodes them; a scanner decodes them, leniently.</summary>
/// <remarks>Thread-safe. Decoding throws on no input.</remarks>
public static class ScannerServerCodec
{
    private static readonly WireNames<ScanOutcome> Outcomes = new("accepted", "poor_quality", "not_recognised", "refused", "too_late");

    private static readonly FrameDirection<ScannerServerMessage> Direction = new(
        "offer_id",
        static id => id.Length > 0,
        isLenient: true,
        new("authenticated"u8.ToArray(), ReadAuthenticated),
        new("offer"u8.ToArray(), ReadOffer, HasSubject: true),
        new("withdrawn"u8.ToArray(), ReadWithdrawn, HasSubject: true),
        new("scan_result"u8.ToArray(), ReadScanResult, HasSubject: true),
        new("error"u8.ToArray(), ReadError),
        new("pong"u8.ToArray(), ReadPong));

    /// <summary>Decodes one frame as a scanner must: unknown members and types are ignored, broken optional members count as missing.</summary>
    /// <param name="frame">The whole text message.</param>
    /// <returns>The message; a failure, where the frame is not well-formed or lacks what its type needs; or an unknown type.</returns>
    public static Decoded<ScannerServerMessage> Decode(ReadOnlySpan<byte> frame) => Direction.Decode(frame);

    /// <summary>Encodes one message as a frame. Members keep the order of the protocol's list; what is null or empty is left out.</summary>
    /// <param name="message">The message.</param>
    /// <param name="output">Where the frame goes; it is advanced by the frame's length.</param>
    public static void Encode(ScannerServerMessage message, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(output);
        FrameWriter.Write(output, message, WriteMembers);
    }

    private static ScannerAuthenticated ReadAuthenticated(ref FieldReader fields) => new(
        fields.OptionalText("scanner_id"u8) ?? "",
        fields.OptionalText("vendor_name"u8) ?? "",
        fields.OptionalText("terminal_id"u8) ?? "")
    {
        Id = fields.Id,
    };

    private static Offer ReadOffer(ref FieldReader fields) => new(
        fields.Subject,
        ContextTypes.Names.Parse(fields.Formed("context_type"u8, ContextTypes.Names.Contains)) ?? default,
        fields.OptionalText("vendor_name"u8) ?? "",
        fields.OptionalList("attributes"u8, 0, int.MaxValue, static _ => true, isDistinct: true) ?? [],
        (int)fields.Integer("expires_in_ms"u8, 0, int.MaxValue))
    {
        Id = fields.Id,
        Amount = fields.OptionalInteger("amount"u8, 0, long.MaxValue),
        Currency = fields.OptionalText("currency"u8),
        Description = fields.OptionalText("description"u8),
    };

    private static Withdrawn ReadWithdrawn(ref FieldReader fields) =>
        new(fields.Subject, fields.OptionalText("reason"u8) ?? "") { Id = fields.Id };

    private static ScanResult ReadScanResult(ref FieldReader fields) => new(
        fields.Subject,
        (int)fields.Integer("attempt"u8, 1, int.MaxValue),
        Outcomes.Parse(fields.Formed("outcome"u8, Outcomes.Contains)) ?? default,
        (int)(fields.OptionalInteger("attempts_left"u8, 0, int.MaxValue) ?? 0))
    {
        Id = fields.Id,
    };

    private static ScannerError ReadError(ref FieldReader fields) =>
        new(ErrorFields.Read(ref fields)) { Id = fields.Id, OfferId = fields.OptionalText("offer_id"u8) };

    private static ScannerPong ReadPong(ref FieldReader fields) => new() { Id = fields.Id };

    private static void WriteMembers(Utf8JsonWriter writer, ScannerServerMessage message)
    {
        switch (message)
        {
            case ScannerAuthenticated authenticated:
                writer.WriteString("type"u8, "authenticated"u8);
                writer.WriteString("scanner_id"u8, authenticated.ScannerId);
                writer.WriteString("vendor_name"u8, authenticated.VendorName);
                writer.WriteString("terminal_id"u8, authenticated.TerminalId);
                break;

            case Offer offer:
                WriteOffer(writer, offer);
                break;

            case Withdrawn withdrawn:
                writer.WriteString("type"u8, "withdrawn"u8);
                writer.WriteString("offer_id"u8, withdrawn.OfferId);
                writer.WriteString("reason"u8, withdrawn.Reason);
                break;

            case ScanResult result:
                writer.WriteString("type"u8, "scan_result"u8);
                writer.WriteString("offer_id"u8, result.OfferId);
                writer.WriteNumber("attempt"u8, result.Attempt);
                writer.WriteString("outcome"u8, Outcomes.Of(result.Outcome));
                writer.WriteNumber("attempts_left"u8, result.AttemptsLeft);
                break;

            case ScannerError error:
                writer.WriteErrorHead(error.Error);
                writer.WriteOptional("offer_id"u8, error.OfferId);
                writer.WriteErrorTail(error.Error);
                break;

            case ScannerPong:
                writer.WriteString("type"u8, "pong"u8);
                break;

            default:
                throw new NotSupportedException($"{message.GetType().Name} has no form on the wire.");
        }

        writer.WriteOptional("id"u8, message.Id);
    }

    private static void WriteOffer(Utf8JsonWriter writer, Offer offer)
    {
        writer.WriteString("type"u8, "offer"u8);
        writer.WriteString("offer_id"u8, offer.OfferId);
        writer.WriteString("context_type"u8, ContextTypes.Names.Of(offer.Type));
        writer.WriteOptional("amount"u8, offer.Amount);
        writer.WriteOptional("currency"u8, offer.Currency);
        writer.WriteString("vendor_name"u8, offer.VendorName);
        writer.WriteOptional("description"u8, offer.Description);
        writer.WriteList("attributes"u8, offer.Attributes);
        writer.WriteNumber("expires_in_ms"u8, offer.ExpiresInMs);
    }
}
