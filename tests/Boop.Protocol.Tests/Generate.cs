using System.Text;
using CsCheck;

namespace Boop.Protocol.Tests;

/// <summary>What every message is made of.</summary>
internal static class Generate
{
    private const string IdCharacters = "ABCXYZabcxyz0189._:-";

    /// <summary>Any well-formed Unicode but U+0000, of a length in scalar values.</summary>
    internal static Gen<string> Text(int least, int most) =>
        Gen.Frequency<int>((3, Gen.Int[0x20, 0x7e]), (1, Gen.Int[1, 0xd7ff]), (1, Gen.Int[0xe000, 0x10ffff]))
            .Select(scalar => new Rune(scalar).ToString())
            .Array[least, most]
            .Select(string.Concat);

    /// <summary>Text that may stand on a screen.</summary>
    internal static Gen<string> Displayable(int least, int most) =>
        Gen.OneOf<int>(Gen.Int[0x20, 0x7e], Gen.Int[0xa0, 0x5ff], Gen.Int[0x1f300, 0x1f5ff])
            .Select(scalar => new Rune(scalar).ToString())
            .Array[least, most]
            .Select(string.Concat);

    internal static Gen<string> Id(int longest) => Gen.Char[IdCharacters].Array[1, longest].Select(c => new string(c));

    internal static Gen<string?> MessageId { get; } = Maybe(Text(0, 64));

    internal static Gen<string> Attribute { get; } =
        Gen.Select(Gen.Char["abcz"], Gen.Char["abz09_"].Array[0, 63]).Select((first, rest) => first + new string(rest));

    internal static Gen<IReadOnlyList<string>> Attributes { get; } =
        Attribute.Array[0, 32].Select(names => (IReadOnlyList<string>)names.Distinct().ToArray());

    internal static Gen<T?> Maybe<T>(Gen<T> some)
        where T : class => Gen.OneOf<T?>(Gen.Const((T?)null), some.Select(T? (value) => value));

    internal static Gen<T?> MaybeValue<T>(Gen<T> some)
        where T : struct => Gen.OneOf<T?>(Gen.Const((T?)null), some.Select(T? (value) => value));
}
