using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using Boop.Protocol.Rules;
using Boop.Protocol.Scanner;
using Boop.Protocol.Vendor;
using Boop.Testing.Contract;

namespace Boop.Protocol.Tests.Contract;

/// <summary>Code and contract say the same. Whoever adds a message or a member adds it to both, and to <see cref="Samples"/>.</summary>
public sealed class DriftTests
{
    private static readonly Dictionary<Type, (WireSocket Socket, FrameDirection Direction)> Families = new()
    {
        [typeof(VendorClientMessage)] = (WireSocket.Vendor, FrameDirection.ToNetwork),
        [typeof(VendorServerMessage)] = (WireSocket.Vendor, FrameDirection.FromNetwork),
        [typeof(ScannerClientMessage)] = (WireSocket.Scanner, FrameDirection.ToNetwork),
        [typeof(ScannerServerMessage)] = (WireSocket.Scanner, FrameDirection.FromNetwork),
    };

    private static readonly Type[] Records = [.. typeof(ErrorCode).Assembly.GetTypes().Where(type => type.BaseType is { } family && Families.ContainsKey(family))];

    /// <summary>Members of records that never stand in a frame.</summary>
    private static readonly string[] Unsent = ["Offer.Id"];

    [Fact]
    public void Every_record_is_a_message_of_the_contract_and_every_message_a_record() =>
        Contracts.Written.Messages.Select(message => $"{message.Socket} {message.Direction} {message.Key}")
            .ShouldBe(Records.Select(type => $"{Families[type.BaseType!].Socket} {Families[type.BaseType!].Direction} {type.Name}"), ignoreOrder: true);

    [Fact]
    public void Every_member_of_every_record_is_set_in_a_sample()
    {
        HashSet<string> set = [.. Samples.All.SelectMany(SetMembers)];
        Records.Concat(Samples.All.SelectMany(Parts).Select(part => part.GetType())).Distinct()
            .SelectMany(type => MembersOf(type).Select(member => $"{type.Name}.{member.Name}"))
            .Except(Unsent)
            .Where(member => !set.Contains(member))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_sample_keeps_the_contract_and_has_no_member_that_it_does_not_name() =>
        Samples.All.SelectMany(sample =>
        {
            (WireSocket socket, FrameDirection direction) = Families[sample.GetType().BaseType!];
            return Contracts.Closed.CheckFrame(socket, direction, Wire.Bytes(Encode(sample)));
        }).ShouldBeEmpty();

    [Fact]
    public void Every_member_and_value_that_the_contract_names_is_one_that_the_code_writes()
    {
        ILookup<string, string> shown = Samples.All.ToLookup(sample => sample.GetType().Name, Encode);
        Contracts.Written.Messages.SelectMany(message =>
        {
            HashSet<string> written = [.. shown[message.Key].SelectMany(frame => SchemaPaths.Of(JsonNode.Parse(frame)))];
            return SchemaPaths.Of(message).Where(path => !written.Contains(path) && !IsTestedApart(path)).Select(path => $"{message.Key}: {path}");
        }).ShouldBeEmpty();
    }

    [Fact]
    public void The_contracts_currencies_are_the_codes_that_the_network_takes()
    {
        char[] letters = [.. Enumerable.Range('A', 26).Select(letter => (char)letter)];
        IEnumerable<string> codes = from a in letters from b in letters from c in letters select new string([a, b, c]);
        Schema("Currency")["enum"]!.AsArray().Select(code => (string)code!).ShouldBe(codes.Where(Currencies.IsActive), ignoreOrder: true);
    }

    [Fact]
    public void Every_error_has_its_text_and_says_truly_whether_it_is_retryable()
    {
        foreach (ErrorCode code in Enum.GetValues<ErrorCode>())
        {
            WireError error = Samples.Full(code);
            Faults(error).ShouldBeEmpty();
            Faults(error with { IsRetryable = !error.IsRetryable }).ShouldNotBeEmpty(error.Code);
            Faults(error with { Text = error.Text + "!" }).ShouldNotBeEmpty(error.Code);
            Faults(error with { Code = error.Code + "_2" }).ShouldNotBeEmpty(error.Code);
        }

        static IReadOnlyList<string> Faults(WireError error) => Contracts.Written.CheckVendorFrame(
            FrameDirection.FromNetwork, Wire.Bytes(Wire.Encode(new VendorError(error) { ContextId = "ctx_1" })));
    }

    [Fact]
    public void Every_close_code_is_explained_and_no_other() =>
        Contracts.Written.Document["x-close-codes"]!.AsArray().Select(row => (long)row!["code"]!).ShouldBe(Constants(typeof(CloseCode)).Values, ignoreOrder: true);

    /// <summary>Currencies and the texts of errors have tests of their own.</summary>
    private static bool IsTestedApart(string path) =>
        path.Contains("currency=", StringComparison.Ordinal) || path.StartsWith("error=", StringComparison.Ordinal);

    private static JsonNode Schema(string name) => Contracts.Written.Document["components"]!["schemas"]![name]!;

    internal static Dictionary<string, long> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral)
            .ToDictionary(field => field.Name, field => (long)(int)field.GetRawConstantValue()!);

    private static string Encode(object message) => message switch
    {
        VendorClientMessage fromVendor => Wire.Encode(fromVendor),
        VendorServerMessage toVendor => Wire.Encode(toVendor),
        ScannerClientMessage fromScanner => Wire.Encode(fromScanner),
        ScannerServerMessage toScanner => Wire.Encode(toScanner),
        _ => throw new InvalidOperationException("A sample is a message."),
    };

    private static IEnumerable<string> SetMembers(object sample) =>
        Parts(sample).SelectMany(part => MembersOf(part.GetType()).Where(member => IsSet(member.GetValue(part))).Select(member => $"{part.GetType().Name}.{member.Name}"));

    /// <summary>The message itself, and the records within it.</summary>
    private static IEnumerable<object> Parts(object? value) => value switch
    {
        null or string => [],
        IEnumerable list => list.Cast<object?>().SelectMany(Parts),
        _ when value.GetType().Assembly == typeof(ErrorCode).Assembly && value is not Enum =>
            MembersOf(value.GetType()).SelectMany(member => Parts(member.GetValue(value))).Prepend(value),
        _ => [],
    };

    private static IEnumerable<PropertyInfo> MembersOf(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static bool IsSet(object? value) => value switch
    {
        null => false,
        string text => text.Length > 0,
        IEnumerable list => list.Cast<object?>().Any(),
        _ => !value.GetType().IsValueType || !value.Equals(Activator.CreateInstance(value.GetType())),
    };
}
