using System.Text;
using System.Text.Json;

namespace Boop.Protocol.Json;

/// <summary>
/// Decodes the frames of one direction of one socket, in the order that the protocol's section 1.3 sets: JSON, type, the subject's
/// form, the other members. Strict for what the network hears; lenient for what a client hears, where a type that is not in the
/// table is no fault and an optional member that is broken counts as missing.
/// </summary>
/// <param name="subject">The member that says of what a frame speaks: <c>context_id</c> or <c>offer_id</c>.</param>
/// <param name="subjectForm">What is well-formed there, and may be echoed.</param>
/// <param name="isLenient">Whether a client decodes.</param>
/// <param name="types">The table of types.</param>
internal sealed class FrameDirection<TMessage>(
    string subject, Predicate<string> subjectForm, bool isLenient, params FrameType<TMessage>[] types)
    where TMessage : class
{
    private readonly byte[] _subject = Encoding.UTF8.GetBytes(subject);

    internal Decoded<TMessage> Decode(ReadOnlySpan<byte> frame)
    {
        var members = new JsonMembers(frame);
        try
        {
            bool hasSize = isLenient || frame.Length <= ProtocolLimits.MaxMessageBytes;
            return hasSize && StrictJson.TryScan(frame, isLenient ? StrictJson.LenientDepth : ProtocolLimits.MaxDepth, ref members)
                ? DecodeMembers(members)
                : new Decoded<TMessage>(new DecodeFailure(WireError.Of(ErrorCode.InvalidMessage)));
        }
        finally
        {
            members.Dispose();
        }
    }

    private Decoded<TMessage> DecodeMembers(JsonMembers members)
    {
        if (!members.TryGet("type"u8, out JsonValue type) || type.Kind != JsonTokenType.String)
        {
            return Fail(members, WireError.Of(ErrorCode.InvalidMessage) with { Field = "type" }, null);
        }

        FrameType<TMessage>? known = Find(type);
        if (known is null)
        {
            return isLenient ? default : Fail(members, WireError.Of(ErrorCode.UnknownType), null);
        }

        var fields = new FieldReader(members, isLenient);
        if (known.HasSubject)
        {
            fields.Subject = fields.Formed(_subject, subjectForm);
        }

        fields.Id = fields.OptionalText("id"u8, ProtocolLimits.MaxMessageIdLength);
        TMessage message = known.Read(ref fields);
        return fields.IsGood
            ? new Decoded<TMessage>(message)
            : Fail(members, WireError.Of(fields.Code) with { Field = fields.BadField }, Encoding.UTF8.GetString(known.Name));
    }

    private FrameType<TMessage>? Find(JsonValue type)
    {
        foreach (FrameType<TMessage> row in types)
        {
            if (type.IsText(row.Name))
            {
                return row;
            }
        }

        return null;
    }

    private Decoded<TMessage> Fail(JsonMembers members, WireError error, string? type)
    {
        // Read leniently: what is malformed counts as missing, and is not echoed.
        var echo = new FieldReader(members, isLenient: true);
        string? id = echo.OptionalText("id"u8, ProtocolLimits.MaxMessageIdLength);
        string? of = echo.OptionalFormed(_subject, subjectForm);
        return new Decoded<TMessage>(new DecodeFailure(error)
        {
            Type = type,
            Id = id,
            ContextId = subject == "context_id" ? of : null,
            OfferId = subject == "offer_id" ? of : null,
        });
    }
}
