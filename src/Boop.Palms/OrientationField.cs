namespace Boop.Palms;

/// <summary>
/// A smooth random field of directions over the palm's grid, as a vector per cell whose angle is twice the orientation, so that
/// 0° and 180° are the same and averaging is honest. Only additions, multiplications and square roots are used: IEEE 754 fixes their
/// results, so a field drawn from the same numbers is the same on every machine.
/// </summary>
internal sealed class OrientationField
{
    private const int Side = PalmTemplate.Side;

    // Drawn larger than the palm and cut out, so that opposite edges do not resemble each other.
    private const int Margin = 8;
    private const int Drawn = Side + (2 * Margin);
    private const double RootOfThree = 1.7320508075688772;

    private readonly double[] _x;
    private readonly double[] _y;

    private OrientationField(double[] x, double[] y)
    {
        _x = x;
        _y = y;
    }

    /// <summary>
    /// Draws a field of mean square 1 per component, whose features are about <paramref name="radius"/> cells wide (0 is white noise).
    /// </summary>
    public static OrientationField Draw(Func<double> nextUniform, int radius) =>
        new(DrawComponent(nextUniform, radius), DrawComponent(nextUniform, radius));

    public OrientationField Plus(OrientationField other, double weight)
    {
        var (x, y) = (new double[_x.Length], new double[_y.Length]);
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = _x[i] + (weight * other._x[i]);
            y[i] = _y[i] + (weight * other._y[i]);
        }

        return new OrientationField(x, y);
    }

    /// <summary>The nearest of the six orientations in each cell, 0…5.</summary>
    public byte[] Quantise()
    {
        var orientations = new byte[PalmTemplate.CellCount];
        for (var i = 0; i < orientations.Length; i++)
        {
            orientations[i] = Sector(_x[i], _y[i]);
        }

        return orientations;
    }

    private static byte Sector(double x, double y)
    {
        var lower = y < 0;
        (x, y) = lower ? (-x, -y) : (x, y);
        var sector = y < RootOfThree * x ? 0 : y >= -RootOfThree * x ? 1 : 2;
        return (byte)(lower ? sector + 3 : sector);
    }

    private static double[] DrawComponent(Func<double> nextUniform, int radius)
    {
        var drawn = new double[Drawn * Drawn];
        for (var i = 0; i < drawn.Length; i++)
        {
            // Four uniform numbers added are near enough to normal here, and need no logarithm.
            drawn[i] = nextUniform() + nextUniform() + nextUniform() + nextUniform() - 2;
        }

        // Two passes of a box in each direction make a bell without its exponential.
        for (var pass = 0; pass < 2 && radius > 0; pass++)
        {
            drawn = Blur(drawn, radius, 1, Drawn);
            drawn = Blur(drawn, radius, Drawn, 1);
        }

        return CutAndScale(drawn);
    }

    private static double[] Blur(double[] source, int radius, int step, int line)
    {
        var blurred = new double[source.Length];
        for (var other = 0; other < Drawn; other++)
        {
            for (var at = 0; at < Drawn; at++)
            {
                var sum = 0.0;
                for (var offset = -radius; offset <= radius; offset++)
                {
                    sum += source[(other * line) + ((at + offset + Drawn) % Drawn * step)];
                }

                blurred[(other * line) + (at * step)] = sum;
            }
        }

        return blurred;
    }

    private static double[] CutAndScale(double[] drawn)
    {
        var cut = new double[Side * Side];
        var square = 0.0;
        for (var i = 0; i < cut.Length; i++)
        {
            cut[i] = drawn[(((i / Side) + Margin) * Drawn) + (i % Side) + Margin];
            square += cut[i] * cut[i];
        }

        var scale = 1 / Math.Sqrt(square / cut.Length);
        for (var i = 0; i < cut.Length; i++)
        {
            cut[i] *= scale;
        }

        return cut;
    }
}
