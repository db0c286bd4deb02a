using CsCheck;

namespace Boop.Palms.Tests;

public sealed class PalmIdentifierTests
{
    private const int Threshold = 864; // of 3072 bits
    private const int Margin = 96;

    private static readonly int[] Edges = [100, 150, 195, 250, 768, 863, 864, 865, 960];

    private static readonly PalmTemplate Probe = TemplateBytes.Blank().Parse();

    [Fact]
    public void The_edges_used_here_are_the_documented_ones()
    {
        PalmDistance.MatchThreshold.ShouldBe(Threshold / 3072.0);
        PalmDistance.AmbiguityMargin.ShouldBe(Margin / 3072.0);
    }

    [Theory]
    [InlineData(Threshold - 1, true)]
    [InlineData(Threshold, true)]
    [InlineData(Threshold + 1, false)]
    public void A_palm_at_the_threshold_is_recognised_and_one_bit_further_is_not(int bits, bool recognised) =>
        Identify(Palm("ada", bits)).ShouldBe(recognised ? Recognised("ada", bits) : NotRecognised);

    [Fact]
    public void Nobody_is_recognised_where_nobody_is_enrolled() => Identify().ShouldBe(NotRecognised);

    [Fact]
    public void The_nearest_of_several_is_recognised() =>
        Identify(Palm("ada", 500), Palm("grace", 200), Palm("mary", 1500)).ShouldBe(Recognised("grace", 200));

    [Fact]
    public void Only_the_same_hand_is_compared()
    {
        Identify(new EnrolledPalm<string>("ada", Hand.Left, Probe)).ShouldBe(NotRecognised);
        Identify(Palm("grace", 100), new EnrolledPalm<string>("ada", Hand.Left, Probe)).ShouldBe(Recognised("grace", 100));
    }

    [Theory]
    [InlineData(768, 768 + Margin, true)]
    [InlineData(768, 768 + Margin - 1, false)]
    [InlineData(768, 768, false)]
    [InlineData(Threshold, Threshold + Margin - 1, false)]
    public void Another_owner_within_the_margin_makes_it_ambiguous(int nearest, int other, bool recognised)
    {
        var expected = recognised ? Recognised("ada", nearest) : new Identification<string>.Ambiguous();
        Identify(Palm("ada", nearest), Palm("grace", other)).ShouldBe(expected);
        Identify(Palm("grace", other), Palm("ada", nearest)).ShouldBe(expected);
    }

    [Fact]
    public void Two_palms_of_one_owner_do_not_make_it_ambiguous() =>
        Identify(Palm("ada", 101), Palm("ada", 100), Palm("ada", 102)).ShouldBe(Recognised("ada", 100));

    [Fact]
    public void Two_equally_near_owners_beyond_the_threshold_are_nobody() =>
        Identify(Palm("ada", Threshold + 1), Palm("grace", Threshold + 1)).ShouldBe(NotRecognised);

    [Fact]
    public void The_answer_follows_its_rule_whatever_the_order_of_the_enrolled() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 8].Select(i => Edges[i])).List[0, 8].Sample(list =>
        {
            var answer = Identify([.. list.Select(palm => Palm($"owner {palm.Item1}", palm.Item2))]);
            answer.ShouldBe(ByTheRule([.. list]));
        });

    [Fact]
    public void Every_case_of_an_identification_has_its_own_arm()
    {
        Name(Recognised("ada", 0)).ShouldBe("ada");
        Name(NotRecognised).ShouldBe("nobody");
        Name(new Identification<string>.Ambiguous()).ShouldBe("several");

        static string Name(Identification<string> identification) =>
            identification.Match(found => found.Owner, _ => "nobody", _ => "several");
    }

    private static Identification<string> ByTheRule((int Owner, int Bits)[] palms)
    {
        var nearest = palms.GroupBy(palm => palm.Owner)
            .Select(owner => (Owner: owner.Key, Bits: owner.Min(palm => palm.Bits)))
            .OrderBy(owner => owner.Bits)
            .ToArray();
        return nearest switch
        {
            [] => NotRecognised,
            [var best, ..] when best.Bits > Threshold => NotRecognised,
            [var best, var other, ..] when other.Bits < best.Bits + Margin => new Identification<string>.Ambiguous(),
            [var best, ..] => Recognised($"owner {best.Owner}", best.Bits),
        };
    }

    private static Identification<string> Identify(params EnrolledPalm<string>[] enrolled) =>
        PalmIdentifier.Identify(Probe, Hand.Right, enrolled);

    private static EnrolledPalm<string> Palm(string owner, int bits) => new(owner, Hand.Right, TemplateBytes.Differing(bits));

    private static Identification<string> Recognised(string owner, int bits) =>
        new Identification<string>.Recognised(owner, bits / 3072.0);

    private static Identification<string> NotRecognised => new Identification<string>.NotRecognised();
}
