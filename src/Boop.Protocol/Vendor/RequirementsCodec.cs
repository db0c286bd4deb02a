using System.Text.Json;
using Boop.Protocol.Json;
using Boop.Protocol.Rules;

namespace Boop.Protocol.Vendor;

/// <summary>The <c>requirements</c> of a <c>create_context</c>: the protocol's table 1.1, rule by rule.</summary>
internal static class RequirementsCodec
{
    internal static ContextRequirements Read(ref FieldReader frame)
    {
        if (!frame.Members.TryGet("requirements"u8, out JsonValue value) || value.Kind != JsonTokenType.StartObject)
        {
            frame.Fail("requirements", ErrorCode.InvalidRequirements);
            return new ContextRequirements(default);
        }

        var members = new JsonMembers(value.Json);
        try
        {
            StrictJson.TryScan(value.Json, ProtocolLimits.MaxDepth, ref members);
            var fields = new FieldReader(members, isLenient: false);
            ContextRequirements requirements = ReadMembers(ref fields);
            if (fields.BadField is string bad)
            {
                frame.Fail(bad, ErrorCode.InvalidRequirements);
            }

            return requirements;
        }
        finally
        {
            members.Dispose();
        }
    }

    internal static void Write(Utf8JsonWriter writer, ContextRequirements requirements)
    {
        writer.WriteStartObject("requirements"u8);
        writer.WriteString("type"u8, ContextTypes.Names.Of(requirements.Type));
        writer.WriteOptional("amount"u8, requirements.Amount);
        writer.WriteOptional("currency"u8, requirements.Currency);
        WriteNames(writer, "attributes"u8, requirements.Attributes);
        WriteNames(writer, "required_attributes"u8, requirements.RequiredAttributes);
        writer.WriteOptional("minimum_age"u8, requirements.MinimumAge);
        writer.WriteOptional("program_id"u8, requirements.ProgramId);
        writer.WriteOptional("terminal_id"u8, requirements.TerminalId);
        writer.WriteOptional("description"u8, requirements.Description);
        writer.WriteEndObject();
    }

    private static ContextRequirements ReadMembers(ref FieldReader fields)
    {
        string name = fields.Formed("type"u8, ContextTypes.Names.Contains);
        if (!fields.IsGood)
        {
            return new ContextRequirements(default);
        }

        ContextType type = ContextTypes.Names.Parse(name) ?? default;
        return new ContextRequirements(type)
        {
            Amount = ReadAmount(ref fields, type),
            Currency = IsFor(ref fields, "currency"u8, type is ContextType.Payment)
                ? fields.OptionalFormed("currency"u8, Currencies.IsActive)
                : null,
            Attributes = ReadNames(ref fields, "attributes"u8),
            RequiredAttributes = ReadNames(ref fields, "required_attributes"u8),
            MinimumAge = IsFor(ref fields, "minimum_age"u8, type is not ContextType.Membership) ? ReadMinimumAge(ref fields) : null,
            ProgramId = IsFor(ref fields, "program_id"u8, type is ContextType.Membership)
                ? fields.OptionalFormed("program_id"u8, Identifiers.IsName)
                : null,
            TerminalId = fields.OptionalFormed("terminal_id"u8, Identifiers.IsName),
            Description = fields.OptionalFormed("description"u8, IsDescription),
        };
    }

    /// <summary>A member of the table that belongs to other types may not even be there.</summary>
    private static bool IsFor(ref FieldReader fields, ReadOnlySpan<byte> member, bool isFor)
    {
        if (!isFor && fields.Members.TryGet(member, out _))
        {
            fields.Fail(member);
        }

        return isFor;
    }

    private static long? ReadAmount(ref FieldReader fields, ContextType type) =>
        IsFor(ref fields, "amount"u8, type is ContextType.Payment) ? fields.Integer("amount"u8, 1, ProtocolLimits.MaxAmount) : null;

    private static IReadOnlyList<string>? ReadNames(ref FieldReader fields, ReadOnlySpan<byte> member) =>
        fields.OptionalList(member, 0, ProtocolLimits.MaxAttributeNames, Identifiers.IsAttributeName, isDistinct: true);

    private static int? ReadMinimumAge(ref FieldReader fields)
    {
        long? age = fields.OptionalInteger("minimum_age"u8, 0, int.MaxValue);
        if (age is not (null or 16 or 18 or 21 or 65))
        {
            fields.Fail("minimum_age"u8);
        }

        return (int?)age;
    }

    private static bool IsDescription(string text) =>
        Texts.HasLength(text, 0, ProtocolLimits.MaxDescriptionScalars) && Texts.IsDisplayable(text);

    private static void WriteNames(Utf8JsonWriter writer, ReadOnlySpan<byte> member, IReadOnlyList<string>? names)
    {
        if (names is not null)
        {
            writer.WriteList(member, names);
        }
    }
}
