using CsCheck;

namespace Boop.Palms.Tests;

public sealed class PalmDistanceTests
{
    private static readonly PalmTemplate Blank = TemplateBytes.Blank().Parse();

    [Fact]
    public void Distance_is_the_number_of_differing_bits_over_all_bits_and_symmetric() =>
        Gen.Int[0, 3072].Sample(bits =>
        {
            var other = TemplateBytes.Differing(bits);
            return PalmDistance.Between(Blank, other) == bits / 3072.0 && PalmDistance.Between(other, Blank) == bits / 3072.0;
        });

    [Fact]
    public void The_distance_of_two_orientations_grows_with_the_angle_around_the_circle()
    {
        int[] codes = [0b000, 0b001, 0b011, 0b111, 0b110, 0b100];
        for (var from = 0; from < 6; from++)
        {
            for (var to = 0; to < 6; to++)
            {
                var steps = Math.Min(Math.Abs(from - to), 6 - Math.Abs(from - to));
                var a = TemplateBytes.Blank().WithCode(0, codes[from]).Parse();
                var b = TemplateBytes.Blank().WithCode(0, codes[to]).Parse();
                PalmDistance.Between(a, b).ShouldBe(steps / 3072.0);
            }
        }
    }

    [Fact]
    public void Only_cells_that_both_have_seen_count()
    {
        var half = TemplateBytes.Blank(768).WithCode(0, 0b111).Parse();
        var whole = TemplateBytes.Blank().WithCode(1000, 0b111).Parse();
        PalmDistance.Between(half, whole).ShouldBe(3 / (3 * 768.0));
    }

    [Fact]
    public void Too_few_common_cells_are_incomparable_however_alike_they_are()
    {
        PalmDistance.Between(WithHole(0, 256), WithHole(256, 256)).ShouldBe(0);
        PalmDistance.Between(WithHole(0, 256), WithHole(256, 257)).ShouldBe(PalmDistance.Incomparable);
        PalmDistance.Incomparable.ShouldBeGreaterThan(PalmDistance.MatchThreshold);
    }

    private static PalmTemplate WithHole(int start, int length)
    {
        var bytes = TemplateBytes.Blank();
        for (var cell = start; cell < start + length; cell++)
        {
            bytes[1 + (3 * 128) + (cell / 8)] &= (byte)~(1 << (cell % 8));
        }

        return bytes.Parse();
    }
}
