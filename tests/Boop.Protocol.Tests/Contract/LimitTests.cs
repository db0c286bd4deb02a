namespace Boop.Protocol.Tests.Contract;

/// <summary>Each number of the protocol is the same in code and contract.</summary>
public sealed class LimitTests
{
    /// <summary>Where each constant of <see cref="ProtocolLimits"/> stands: a path into the document, or words of its description.</summary>
    private static readonly Dictionary<string, string[]> Places = new()
    {
        [nameof(ProtocolLimits.MaxMessageBytes)] =
            ["messages/Authenticated/payload/properties/limits/properties/max_message_bytes/const", "65 536 bytes"],
        [nameof(ProtocolLimits.MaxDepth)] = ["16 levels deep"],
        [nameof(ProtocolLimits.AuthenticationTimeoutMs)] = ["within 10 s of the upgrade"],
        [nameof(ProtocolLimits.HeartbeatIntervalMs)] = ["messages/Authenticated/payload/properties/heartbeat_interval_ms/const"],
        [nameof(ProtocolLimits.ContextTtlMs)] =
            ["messages/Authenticated/payload/properties/context_ttl_ms/const", "schemas/ExpiresInMs/maximum", "A context lives 30 s"],
        [nameof(ProtocolLimits.ContextsPerMinute)] =
            ["messages/Authenticated/payload/properties/limits/properties/contexts_per_minute/const", "100 contexts"],
        [nameof(ProtocolLimits.MessagesPerMinute)] =
            ["messages/Authenticated/payload/properties/limits/properties/messages_per_minute/const", "1000 messages"],
        [nameof(ProtocolLimits.MaxCredentialLength)] = ["schemas/Credential/maxLength"],
        [nameof(ProtocolLimits.MaxNameLength)] = ["schemas/Name/maxLength", "schemas/AttributeName/maxLength"],
        [nameof(ProtocolLimits.MaxMessageIdLength)] = ["schemas/MessageId/maxLength"],
        [nameof(ProtocolLimits.MaxContextIdLength)] = ["schemas/ContextId/maxLength"],
        [nameof(ProtocolLimits.MaxInstanceLength)] = ["messages/Authenticate/payload/properties/instance/maxLength"],
        [nameof(ProtocolLimits.MaxAckedContexts)] = ["messages/Ack/payload/properties/context_ids/maxItems"],
        [nameof(ProtocolLimits.MaxAmount)] = ["schemas/Amount/maximum"],
        [nameof(ProtocolLimits.MaxAttributeNames)] = ["schemas/AttributeNames/maxItems"],
        [nameof(ProtocolLimits.MaxDescriptionScalars)] = ["schemas/Displayable/maxLength"],
        [nameof(ProtocolLimits.MaxScannerCapacity)] = ["messages/ScannerAuthenticate/payload/properties/capacity/maximum"],
    };

    [Fact]
    public void Every_limit_has_its_place_in_the_contract() =>
        Places.Keys.ShouldBe(DriftTests.Constants(typeof(ProtocolLimits)).Keys, ignoreOrder: true);

    [Fact]
    public void Every_limit_is_the_contracts()
    {
        string words = (string)Contracts.Written.Document["info"]!["description"]!;
        foreach ((string name, long value) in DriftTests.Constants(typeof(ProtocolLimits)))
        {
            foreach (string place in Places[name])
            {
                if (place.Contains('/', StringComparison.Ordinal))
                    At(place).ShouldBe(value, $"{name} at {place}");
                else
                    Words(place, words).ShouldBeOneOf([value, value / 1000], $"{name} in words");
            }
        }
    }

    private static long At(string place) =>
        (long)place.Split('/').Aggregate(Contracts.Written.Document["components"], (node, name) => node?[name])!;

    /// <summary>The number in words that the description is found to have.</summary>
    private static long Words(string place, string description)
    {
        description.ReplaceLineEndings(" ").ShouldContain(place);
        return long.Parse(string.Concat(place.Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture);
    }
}
