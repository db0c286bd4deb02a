using CsCheck;

namespace Boop.Contexts.Tests;

public sealed class IdTests
{
    private const string Allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-";

    private delegate bool Parser(string? text, out string value);

    /// <summary>Every id: its length at most, how it is tried, and how it is insisted upon.</summary>
    public static TheoryData<string, int> Ids => new()
    {
        { nameof(ContextId), 128 },
        { nameof(VendorId), 128 },
        { nameof(ScannerId), 128 },
        { nameof(UserId), 128 },
        { nameof(TerminalId), 64 },
        { nameof(ProgramId), 64 },
        { nameof(OfferId), 64 },
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_has_from_one_character_to_its_limit(string kind, int limit)
    {
        Takes(kind, null).ShouldBeFalse();
        Takes(kind, "").ShouldBeFalse();
        Takes(kind, "x").ShouldBeTrue();
        Takes(kind, new string('x', limit)).ShouldBeTrue();
        Takes(kind, new string('x', limit + 1)).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_takes_the_characters_of_the_protocol_and_no_other(string kind, int limit)
    {
        limit.ShouldBePositive();
        for (int code = 0; code <= char.MaxValue; code++)
        {
            char character = (char)code;
            if (Takes(kind, $"a{character}b") != Allowed.Contains(character))
                Assert.Fail($"{kind} treats U+{code:X4} wrongly.");
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_keeps_its_text_and_insisting_on_a_bad_one_throws(string kind, int limit)
    {
        limit.ShouldBePositive();
        Parse(kind, "Ab.9_:-").ShouldBe("Ab.9_:-");
        Should.Throw<FormatException>(() => Parse(kind, "two words")).Message.ShouldNotContain("two words");
    }

    [Fact]
    public void An_id_that_was_never_given_names_nothing()
    {
        Should.Throw<InvalidOperationException>(() => default(ContextId).Value);
        Should.Throw<InvalidOperationException>(() => default(VendorId).Value);
        Should.Throw<InvalidOperationException>(() => default(ScannerId).Value);
        Should.Throw<InvalidOperationException>(() => default(UserId).Value);
        Should.Throw<InvalidOperationException>(() => default(TerminalId).Value);
        Should.Throw<InvalidOperationException>(() => default(ProgramId).Value);
        Should.Throw<InvalidOperationException>(() => default(OfferId).Value);
        Should.Throw<InvalidOperationException>(() => default(AttributeName).Value);
    }

    [Fact]
    public void Ids_are_compared_by_case() => ContextId.Parse("order-1").ShouldNotBe(ContextId.Parse("Order-1"));

    [Fact]
    public void Each_new_offer_has_128_bits_of_its_own()
    {
        HashSet<OfferId> offers = [.. Enumerable.Range(0, 1_000).Select(_ => OfferId.New())];
        offers.Count.ShouldBe(1_000);
        offers.ShouldAllBe(offer => offer.Value.Length == 32 && offer.Value.All(char.IsAsciiHexDigitLower));
        OfferId.TryParse(offers.First().Value, out OfferId parsed).ShouldBeTrue();
        parsed.ShouldBe(offers.First());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("email")]
    [InlineData("age_over_18")]
    [InlineData("a_")]
    public void An_attribute_name_begins_with_a_small_letter(string text) => AttributeName.TryParse(text, out _).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("_a")]
    [InlineData("1a")]
    [InlineData("Email")]
    [InlineData("e-mail")]
    [InlineData("email\n")]
    [InlineData("émail")]
    public void No_other_text_is_an_attribute_name(string? text) => AttributeName.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void An_attribute_name_has_at_most_64_characters()
    {
        AttributeName.TryParse(new string('a', 64), out _).ShouldBeTrue();
        AttributeName.TryParse(new string('a', 65), out _).ShouldBeFalse();
    }

    [Fact]
    public void The_question_for_an_age_is_a_name_like_any_other() =>
        Gen.Int[1, 199].Sample(years => AttributeName.AgeOver(years) == AttributeName.Parse($"age_over_{years}"), iter: PropertyRuns.Count);

    private static bool Takes(string kind, string? text)
    {
        bool taken = ParserOf(kind)(text, out string value);
        if (taken)
            value.ShouldBe(text);
        return taken;
    }

    private static string Parse(string kind, string text) => kind switch
    {
        nameof(ContextId) => ContextId.Parse(text).Value,
        nameof(VendorId) => VendorId.Parse(text).Value,
        nameof(ScannerId) => ScannerId.Parse(text).Value,
        nameof(UserId) => UserId.Parse(text).Value,
        nameof(TerminalId) => TerminalId.Parse(text).Value,
        nameof(ProgramId) => ProgramId.Parse(text).Value,
        _ => OfferId.Parse(text).Value,
    };

    private static Parser ParserOf(string kind) => kind switch
    {
        nameof(ContextId) => (string? text, out string value) => Keep(ContextId.TryParse(text, out ContextId id), () => id.Value, out value),
        nameof(VendorId) => (string? text, out string value) => Keep(VendorId.TryParse(text, out VendorId id), () => id.Value, out value),
        nameof(ScannerId) => (string? text, out string value) => Keep(ScannerId.TryParse(text, out ScannerId id), () => id.Value, out value),
        nameof(UserId) => (string? text, out string value) => Keep(UserId.TryParse(text, out UserId id), () => id.Value, out value),
        nameof(TerminalId) => (string? text, out string value) => Keep(TerminalId.TryParse(text, out TerminalId id), () => id.Value, out value),
        nameof(ProgramId) => (string? text, out string value) => Keep(ProgramId.TryParse(text, out ProgramId id), () => id.Value, out value),
        _ => (string? text, out string value) => Keep(OfferId.TryParse(text, out OfferId id), () => id.Value, out value),
    };

    private static bool Keep(bool taken, Func<string> read, out string value)
    {
        value = taken ? read() : "";
        return taken;
    }
}
