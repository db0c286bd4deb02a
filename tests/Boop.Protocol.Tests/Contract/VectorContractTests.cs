using Boop.Protocol.Tests.Vectors;
using Boop.Testing.Contract;

namespace Boop.Protocol.Tests.Contract;

public sealed class VectorContractTests
{
    private const string Written = "how an integer is written is no matter of JSON Schema: 1.0 is the integer 1, and -0 is 0";

    /// <summary>What the network refuses and the contract cannot.</summary>
    private static readonly Dictionary<string, string> Inexpressible = new()
    {
        ["attempt has a fraction"] = Written,
        ["attempt is minus zero"] = Written,
        ["amount has a fraction"] = Written,
        ["amount has an exponent"] = Written,
        ["a minimum age as a fraction"] = Written,
        ["a scan whose attempt is one point nought"] = Written,
    };

    /// <summary>What this network never sends and a client must take nevertheless.</summary>
    private static readonly Dictionary<string, string> OfTomorrow = new()
    {
        ["a failure for some_day"] = "the reason is made up",
    };

    [Fact]
    public void Every_frame_that_the_network_sends_in_a_vector_keeps_the_contract()
    {
        string[] faults = [.. VectorFiles.All.SelectMany(vector => vector.Out.Select(Vector.Fill).SelectMany(frame => Check(vector, FrameDirection.FromNetwork, frame)))];
        faults.Where(fault => !OfTomorrow.Keys.Any(name => fault.StartsWith(name, StringComparison.Ordinal))).ShouldBeEmpty();
        faults.Length.ShouldBe(OfTomorrow.Count, "each exception is one");
    }

    [Fact]
    public void Every_frame_that_the_codec_takes_keeps_the_contract()
    {
        Vector[] taken = [.. VectorFiles.All.Where(vector => vector.Decodes == true)];
        taken.Length.ShouldBeGreaterThan(70);
        taken.SelectMany(vector => Check(vector, vector.Frame)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_frame_that_the_codec_refuses_breaks_the_contract_but_for_what_no_schema_can_say()
    {
        Vector[] refused = [.. VectorFiles.All.Where(vector => vector.Decodes == false)];
        refused.Length.ShouldBeGreaterThan(200);
        refused.Where(vector => Check(vector, vector.Frame).Length == 0).Select(vector => vector.Name)
            .ShouldBe(Inexpressible.Keys, ignoreOrder: true);
    }

    [Fact]
    public void Every_steps_frame_in_a_vector_keeps_the_contract() =>
        VectorFiles.All.SelectMany(vector => (vector.Before ?? []).Select(step => step.Send).OfType<string>()
            .SelectMany(frame => Check(vector, FrameDirection.ToNetwork, frame.Replace("<n>", "1", StringComparison.Ordinal))))
            .ShouldBeEmpty();

    [Fact]
    public void A_fault_quotes_no_value()
    {
        byte[] frame = Wire.Bytes(
            """{"type":"create_context","context_id":"secret one","requirements":{"type":"payment","amount":4711001100,"currency":"SECRET","description":7}}""");
        string faults = string.Join('\n', Contracts.Written.CheckVendorFrame(FrameDirection.ToNetwork, frame));
        faults.ShouldContain("/context_id breaks pattern");
        faults.ShouldContain("/requirements/amount breaks maximum");
        faults.ShouldContain("/requirements/currency breaks enum");
        faults.ShouldContain("/requirements/description breaks type");
        faults.ShouldNotContain("secret", Case.Insensitive);
        faults.ShouldNotContain("4711");
    }

    [Theory]
    [InlineData("""{"type":"pong","new":1}""", "/new may not be there")]
    [InlineData("""{"type":"pong","id":7}""", "/id breaks type")]
    [InlineData("""{"type":"ping"}""", "does not know there")]
    [InlineData("""{"type":"pong","type":"pong"}""", "a key twice")]
    public void A_fault_names_the_member_and_the_rule(string frame, string fault) =>
        Contracts.Written.CheckVendorFrame(FrameDirection.FromNetwork, Wire.Bytes(frame)).ShouldHaveSingleItem().ShouldContain(fault);

    [Fact]
    public void A_number_beyond_all_ranges_is_a_fault_where_it_counts_and_none_where_nobody_reads_it()
    {
        Check("""{"type":"create_context","context_id":"c","requirements":{"type":"entrance","minimum_age":1e94967314}}""")
            .ShouldHaveSingleItem().ShouldContain("beyond all ranges");
        Check("""{"type":"create_context","context_id":"c","requirements":{"type":"entrance","colour":1e94967314}}""").ShouldBeEmpty();
    }

    [Fact]
    public void Lengths_count_scalar_values_even_where_several_look_like_one_character()
    {
        // An e with its accent apart is two scalar values, and one character to look at.
        string accents = string.Concat(Enumerable.Repeat("e\u0301", 32));
        Check($$"""{"type":"ping","id":"{{accents}}"}""").ShouldBeEmpty();
        Check($$"""{"type":"ping","id":"{{accents}}e"}""").ShouldHaveSingleItem().ShouldContain("maxLength");
    }

    private static IReadOnlyList<string> Check(string frame) => Contracts.Written.CheckVendorFrame(FrameDirection.ToNetwork, Wire.Bytes(frame));

    private static string[] Check(Vector vector, FrameDirection direction, string frame) => Check(vector, Wire.Bytes(frame), direction);

    private static string[] Check(Vector vector, byte[]? frame, FrameDirection direction = FrameDirection.ToNetwork) =>
        [.. Contracts.Written.CheckFrame(Contracts.SocketOf(vector), direction, frame).Select(fault => $"{vector.Name}: {fault}")];
}
