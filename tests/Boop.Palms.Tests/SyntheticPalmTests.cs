using System.Security.Cryptography;
using CsCheck;

namespace Boop.Palms.Tests;

public sealed class SyntheticPalmTests
{
    private static readonly SyntheticPalm Ada = SyntheticPalm.Of("ada", Hand.Right);

    [Fact]
    public void One_seed_and_hand_give_the_same_template_always_and_everywhere()
    {
        SyntheticPalm.Of("ada", Hand.Right).Enrolled.ToBytes().ShouldBe(Ada.Enrolled.ToBytes());

        // Enrolled templates outlive the program that drew them, so the drawing may never change.
        Convert.ToHexStringLower(SHA256.HashData(Ada.Enrolled.ToBytes()))
            .ShouldBe("ebaba4d2dbd7295807b2faa02bb02489b230871021fa537f99b45c9f1d19236a");
    }

    [Fact]
    public void The_two_hands_of_a_person_are_as_different_as_two_people() =>
        PalmDistance.Between(Ada.Enrolled, SyntheticPalm.Of("ada", Hand.Left).Enrolled).ShouldBeGreaterThan(PalmDistance.MatchThreshold);

    [Fact]
    public void Every_capture_is_recognised_good_enough_and_never_the_stored_template() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.Bool, Gen.Int).Sample((seed, left, noise) =>
        {
            var palm = SyntheticPalm.Of(seed, left ? Hand.Left : Hand.Right);
            var sample = palm.Capture(new Random(noise));
            return sample.Hand == palm.Hand
                && QualityRule.IsInRange(sample.Quality)
                && !QualityRule.IsPoor(sample.Quality)
                && PalmDistance.Between(sample.Template, palm.Enrolled) is > 0 and <= PalmDistance.MatchThreshold;
        }, iter: 300);

    [Fact]
    public void Every_poor_capture_is_below_the_minimum_quality_and_still_a_template() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.Int).Sample((seed, noise) =>
        {
            var sample = SyntheticPalm.Of(seed, Hand.Left).PoorCapture(new Random(noise));
            return QualityRule.IsInRange(sample.Quality)
                && QualityRule.IsPoor(sample.Quality)
                && PalmTemplate.TryParse(sample.Template.ToBytes(), out _);
        }, iter: 300);

    [Fact]
    public void The_most_that_may_be_hidden_still_leaves_a_template() =>
        Ada.Capture(new Random(1), new CaptureConditions(1, 0.35)).Template.UsableCells
            .ShouldBeGreaterThanOrEqualTo(PalmTemplate.MinimumUsableCells);

    [Fact]
    public void Two_captures_of_one_palm_differ()
    {
        var random = new Random(5);
        Ada.Capture(random).Template.ToBytes().ShouldNotBe(Ada.Capture(random).Template.ToBytes());
    }

    [Fact]
    public void Neighbouring_cells_resemble_each_other_as_in_a_real_orientation_field()
    {
        var bytes = Ada.Enrolled.ToBytes();
        var differing = 0;
        var pairs = 0;
        for (var cell = 0; cell < 1023; cell++)
        {
            if (cell % 32 == 31 || !Bit(3, cell) || !Bit(3, cell + 1))
            {
                continue;
            }

            pairs += 3;
            differing += Enumerable.Range(0, 3).Count(plane => Bit(plane, cell) != Bit(plane, cell + 1));
        }

        // Independent cells would differ in half of their bits.
        ((double)differing / pairs).ShouldBeLessThan(0.3);

        bool Bit(int plane, int cell) => (bytes[1 + (128 * plane) + (cell / 8)] >> (cell % 8) & 1) == 1;
    }

    [Fact]
    public void No_hand_made_template_of_one_orientation_is_anybody()
    {
        var enrolled = Enumerable.Range(0, 300).Select(i => SyntheticPalm.Of($"person {i}", Hand.Right).Enrolled).ToArray();
        foreach (var code in (int[])[0b000, 0b001, 0b011, 0b111, 0b110, 0b100])
        {
            var bytes = TemplateBytes.Blank();
            for (var cell = 0; cell < 1024; cell++)
            {
                bytes.WithCode(cell, code);
            }

            var probe = bytes.Parse();
            enrolled.Min(template => PalmDistance.Between(probe, template)).ShouldBeGreaterThan(PalmDistance.MatchThreshold);
        }
    }

    [Fact]
    public void In_a_gallery_of_several_hundred_each_scan_finds_its_own_person_and_a_stranger_finds_nobody()
    {
        var palms = Enumerable.Range(0, 300).Select(i => SyntheticPalm.Of($"person {i}", Hand.Left)).ToArray();
        EnrolledPalm<int>[] gallery = [.. palms.Select((palm, i) => new EnrolledPalm<int>(i, Hand.Left, palm.Enrolled))];
        var random = new Random(77);
        for (var i = 0; i < palms.Length; i++)
        {
            PalmIdentifier.Identify(palms[i].Capture(random).Template, Hand.Left, gallery)
                .ShouldBeOfType<Identification<int>.Recognised>().Owner.ShouldBe(i);
            PalmIdentifier.Identify(SyntheticPalm.Of($"stranger {i}", Hand.Left).Capture(random).Template, Hand.Left, gallery)
                .ShouldBeOfType<Identification<int>.NotRecognised>();
        }
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(1.1, 0.1)]
    [InlineData(double.NaN, 0.1)]
    [InlineData(0.5, -0.1)]
    [InlineData(0.5, 0.36)]
    public void Conditions_out_of_range_are_refused(double noise, double occlusion) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new CaptureConditions(noise, occlusion));

    [Fact]
    public void Nothing_prints_a_template() =>
        $"{Ada.Capture(new Random(1))} {new EnrolledPalm<string>("owner", Hand.Left, Ada.Enrolled)} {Ada.Enrolled}"
            .ShouldBe($"{nameof(PalmSample)} {{ Template = Boop.Palms.PalmTemplate, Quality = 50, Hand = Right }} "
                + $"EnrolledPalm {{ Owner = owner, Hand = Left, Template = Boop.Palms.PalmTemplate }} Boop.Palms.PalmTemplate");
}
