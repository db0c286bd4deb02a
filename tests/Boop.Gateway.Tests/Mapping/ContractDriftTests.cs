using System.Text.Json.Nodes;
using Boop.Contexts;
using Boop.Gateway.Mapping;
using Boop.Grains.Contracts;
using Boop.Testing.Contract;

namespace Boop.Gateway.Tests.Mapping;

/// <summary>The words that the wire takes from enumerations of inner rooms are those of docs/asyncapi.yaml.</summary>
public sealed class ContractDriftTests
{
    private static readonly WireContract Contract = WireContract.Load();

    [Fact]
    public void Every_reason_of_a_failure_stands_in_the_contract() =>
        Schema("Failure", "reason").ShouldBe([.. Names<FailureReason>(), "cancelled"], ignoreOrder: true);

    [Fact]
    public void Every_reason_to_withhold_stands_in_the_contract() =>
        Values(Contract.Document["components"]!["schemas"]!["Success"]!["properties"]!["withheld"]!["items"]!, "reason")
            .ShouldBe(Names<WithholdingReason>(), ignoreOrder: true);

    [Fact]
    public void Every_reason_to_withdraw_an_offer_stands_in_the_contract() =>
        Message("Withdrawn", "reason").ShouldBe(Names<WithdrawalReason>(), ignoreOrder: true);

    [Fact]
    public void Every_state_of_a_context_stands_in_the_contract() =>
        Message("ContextUpdate", "state").ShouldBe(Names<ContextProgress>(), ignoreOrder: true);

    private static IEnumerable<string> Names<TEnum>()
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().Select(WireTexts<TEnum>.Of);

    private static IEnumerable<string> Schema(string name, string member) => Values(Contract.Document["components"]!["schemas"]![name]!, member);

    private static IEnumerable<string> Message(string key, string member) =>
        Values(Contract.Messages.Single(message => message.Key == key).Payload, member);

    private static IEnumerable<string> Values(JsonNode schema, string member) =>
        schema["properties"]![member]!["enum"]!.AsArray().Select(value => (string)value!);
}
