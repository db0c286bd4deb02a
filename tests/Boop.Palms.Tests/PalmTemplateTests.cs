using CsCheck;

namespace Boop.Palms.Tests;

public sealed class PalmTemplateTests
{
    private static readonly int[] Legal = [0b000, 0b001, 0b011, 0b111, 0b110, 0b100];

    [Fact]
    public void The_form_is_one_version_byte_and_four_planes_of_1024_bits() => PalmTemplate.ByteLength.ShouldBe(TemplateBytes.Length);

    [Fact]
    public void Every_legal_code_in_every_cell_comes_back_as_it_was() =>
        Gen.Int[0, 5].Select(orientation => Legal[orientation]).Array[1024].Sample(codes =>
        {
            var bytes = TemplateBytes.Blank();
            for (var cell = 0; cell < codes.Length; cell++)
            {
                bytes.WithCode(cell, codes[cell]);
            }

            return bytes.Parse().ToBytes().AsSpan().SequenceEqual(bytes);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(512)]
    [InlineData(514)]
    public void Another_length_is_refused(int length)
    {
        var bytes = TemplateBytes.Blank();
        Array.Resize(ref bytes, length);
        PalmTemplate.TryParse(bytes, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(255)]
    public void Another_version_is_refused(byte version)
    {
        var bytes = TemplateBytes.Blank();
        bytes[0] = version;
        PalmTemplate.TryParse(bytes, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0b010, 0)]
    [InlineData(0b010, 517)]
    [InlineData(0b101, 63)]
    [InlineData(0b101, 1023)]
    public void A_code_that_is_none_is_refused_under_the_mask(int code, int cell) =>
        PalmTemplate.TryParse(TemplateBytes.Blank().WithCode(cell, code), out _).ShouldBeFalse();

    [Theory]
    [InlineData(0b010)]
    [InlineData(0b101)]
    [InlineData(0b111)]
    public void What_stands_outside_the_mask_is_not_kept(int code) =>
        TemplateBytes.Blank(1000).WithCode(1001, code).Parse().ToBytes().ShouldBe(TemplateBytes.Blank(1000));

    [Fact]
    public void A_mask_at_the_minimum_is_accepted_and_one_cell_fewer_is_refused()
    {
        var bytes = TemplateBytes.Blank(PalmTemplate.MinimumUsableCells);
        bytes.Parse().UsableCells.ShouldBe(PalmTemplate.MinimumUsableCells);
        PalmTemplate.TryParse(TemplateBytes.Blank(PalmTemplate.MinimumUsableCells - 1), out _).ShouldBeFalse();
    }

    [Fact]
    public void Copying_leaves_what_lies_behind_untouched_and_refuses_too_small_a_place()
    {
        var template = TemplateBytes.Differing(100);
        var place = new byte[PalmTemplate.ByteLength + 1];
        place[^1] = 7;
        template.CopyTo(place);
        place.AsSpan(0, PalmTemplate.ByteLength).SequenceEqual(template.ToBytes()).ShouldBeTrue();
        place[^1].ShouldBe((byte)7);
        Should.Throw<ArgumentException>(() => template.CopyTo(new byte[PalmTemplate.ByteLength - 1]));
    }

    [Fact]
    public void The_parsed_bytes_may_be_overwritten_without_changing_the_template()
    {
        var bytes = TemplateBytes.Blank();
        var template = bytes.Parse();
        Array.Clear(bytes);
        template.ToBytes().ShouldBe(TemplateBytes.Blank());
    }
}
