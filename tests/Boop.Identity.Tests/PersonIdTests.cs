namespace Boop.Identity.Tests;

public sealed class PersonIdTests
{
    private const string Allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-";

    [Fact]
    public void An_id_has_1_to_128_characters()
    {
        PersonId.TryParse(null, out _).ShouldBeFalse();
        PersonId.TryParse("", out _).ShouldBeFalse();
        PersonId.TryParse("p", out PersonId shortest).ShouldBeTrue();
        shortest.Value.ShouldBe("p");
        PersonId.TryParse(new string('p', 128), out _).ShouldBeTrue();
        PersonId.TryParse(new string('p', 129), out _).ShouldBeFalse();
    }

    [Fact]
    public void An_id_takes_the_characters_of_the_protocol_and_no_other()
    {
        for (int code = 0; code <= char.MaxValue; code++)
        {
            char character = (char)code;
            if (PersonId.TryParse($"a{character}b", out _) != Allowed.Contains(character))
                Assert.Fail($"U+{code:X4} is treated wrongly.");
        }
    }

    [Fact]
    public void Insisting_on_a_bad_id_throws_without_repeating_it() =>
        Should.Throw<FormatException>(() => PersonId.Parse("Ada Lovelace")).Message.ShouldNotContain("Ada");

    [Fact]
    public void An_id_that_was_never_given_names_nobody() => Should.Throw<InvalidOperationException>(() => default(PersonId).Value);

    [Fact]
    public void Each_new_id_has_128_bits_of_its_own()
    {
        HashSet<PersonId> ids = [.. Enumerable.Range(0, 1_000).Select(_ => PersonId.New())];
        ids.Count.ShouldBe(1_000);
        ids.ShouldAllBe(id => id.Value.StartsWith("per_", StringComparison.Ordinal) && id.Value.Length == 36);
        PersonId.Parse(ids.First().Value).ShouldBe(ids.First());
    }
}
