namespace Boop.Palms;

/// <summary>Which cells of a synthetic palm a scan does not see: round spots, such as dirt, a plaster or a bent finger leave.</summary>
internal static class Occlusion
{
    private const int Side = PalmTemplate.Side;
    private const int SmallestRadius = 2;
    private const int LargestRadius = 5;

    /// <summary>
    /// For each cell whether it is seen. About <paramref name="fraction"/> of them is not, never so many that no template is left.
    /// </summary>
    public static bool[] Draw(Func<double> nextUniform, double fraction)
    {
        var visible = new bool[PalmTemplate.CellCount];
        Array.Fill(visible, true);
        var target = (int)(fraction * PalmTemplate.CellCount);
        var hidden = 0;
        while (hidden < target)
        {
            var row = (int)(nextUniform() * Side);
            var column = (int)(nextUniform() * Side);
            var radius = SmallestRadius + (int)(nextUniform() * (LargestRadius - SmallestRadius + 1));
            for (var cell = 0; cell < visible.Length && hidden < target; cell++)
            {
                var (down, across) = ((cell / Side) - row, (cell % Side) - column);
                if (visible[cell] && (down * down) + (across * across) <= radius * radius)
                {
                    visible[cell] = false;
                    hidden++;
                }
            }
        }

        return visible;
    }
}
