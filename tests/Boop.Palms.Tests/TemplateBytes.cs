namespace Boop.Palms.Tests;

/// <summary>Writes the template's bytes from the format's description, apart from the code under test.</summary>
internal static class TemplateBytes
{
    public const int Length = 513;

    /// <summary>Every cell 000; the first <paramref name="usableCells"/> cells seen.</summary>
    public static byte[] Blank(int usableCells = 1024)
    {
        var bytes = new byte[Length];
        bytes[0] = 1;
        for (var cell = 0; cell < usableCells; cell++)
        {
            SetBit(bytes, 3, cell);
        }

        return bytes;
    }

    public static byte[] WithCode(this byte[] bytes, int cell, int code)
    {
        for (var plane = 0; plane < 3; plane++)
        {
            if ((code >> plane & 1) == 1)
            {
                SetBit(bytes, plane, cell);
            }
        }

        return bytes;
    }

    public static PalmTemplate Parse(this byte[] bytes) =>
        PalmTemplate.TryParse(bytes, out var template) ? template : throw new InvalidOperationException("The test's template is not one.");

    /// <summary>A template, wholly seen, that differs from the blank one in exactly so many of the 3072 bits.</summary>
    public static PalmTemplate Differing(int bits)
    {
        var bytes = Blank();
        for (var cell = 0; cell < 1024; cell++)
        {
            // Codes by weight, so that up to three bits of a cell are used before none is left.
            var inThisCell = Math.Min(3, bits - (3 * cell));
            bytes.WithCode(cell, inThisCell switch { <= 0 => 0b000, 1 => 0b001, 2 => 0b011, _ => 0b111 });
        }

        return bytes.Parse();
    }

    private static void SetBit(byte[] bytes, int plane, int cell) => bytes[1 + (128 * plane) + (cell / 8)] |= (byte)(1 << (cell % 8));
}
