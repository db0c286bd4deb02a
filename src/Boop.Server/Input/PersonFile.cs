using System.Text.Json;
using Boop.Contexts;
using Boop.Palms;
using Boop.Server.Faults;

namespace Boop.Server.Input;

/// <summary>
/// A person as JSON:
/// <c>{"person_id":"…","values":{"email":"…","card":{"value":"…","expires_at":"…"}},"consents":{"VENDOR":["email"]},"palms":{"left":"base64","right":"base64"}}</c>,
/// or <c>"palms":{"seed":"…"}</c>. Every member may be left out; one that is not known is refused, for it would be lost.
/// </summary>
internal static class PersonFile
{
    private const string Option = "--file";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static void Read(string text, PersonDraft draft)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Strict);
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
                ReadMember(member, draft);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException)
        {
            // The error's own text may quote the file, so it goes no further.
            throw new UsageException($"{Option} holds no person; see the form in boop person add --help.");
        }
    }

    private static void ReadMember(JsonProperty member, PersonDraft draft)
    {
        switch (member.Name)
        {
            case "person_id":
                draft.SetId(Text(member.Value));
                break;
            case "values":
                foreach (JsonProperty value in member.Value.EnumerateObject())
                    ReadValue(value, draft);
                break;
            case "consents":
                foreach (JsonProperty consent in member.Value.EnumerateObject())
                    draft.AddConsent(consent.Name, AttributeNames.Of(consent.Value.EnumerateArray().Select(name => Names.Attribute(Text(name)))));
                break;
            case "palms":
                foreach (JsonProperty palm in member.Value.EnumerateObject())
                    ReadPalm(palm, draft);
                break;
            default:
                throw Unknown(member.Name);
        }
    }

    private static void ReadValue(JsonProperty value, PersonDraft draft)
    {
        if (value.Value.ValueKind == JsonValueKind.String)
        {
            draft.AddValue(value.Name, Text(value.Value), expiresAt: null);
            return;
        }

        foreach (JsonProperty member in value.Value.EnumerateObject())
        {
            if (member.Name is not ("value" or "expires_at"))
                throw Unknown($"{value.Name}.{member.Name}");
        }

        if (!value.Value.TryGetProperty("value", out JsonElement content))
            throw new UsageException($"{Option}: {value.Name} has no value; give one.");
        draft.AddValue(
            value.Name, Text(content), value.Value.TryGetProperty("expires_at", out JsonElement expires) ? expires.GetDateTimeOffset() : null);
    }

    private static void ReadPalm(JsonProperty palm, PersonDraft draft)
    {
        switch (palm.Name)
        {
            case "seed":
                draft.AddSyntheticPalms(Text(palm.Value));
                break;
            case "left":
                draft.AddPalm(Hand.Left, Text(palm.Value));
                break;
            case "right":
                draft.AddPalm(Hand.Right, Text(palm.Value));
                break;
            default:
                throw Unknown($"palms.{palm.Name}");
        }
    }

    private static string Text(JsonElement element) => element.GetString() ?? throw new FormatException("A text is missing.");

    private static UsageException Unknown(string member) => new($"{Option} has an unknown member {member}; see the form in boop person add --help.");
}
