using Boop.Contexts.Lifecycle;

namespace Boop.Grains.Serialization;

[GenerateSerializer, Immutable, Alias("boop.scan-answer")]
internal struct ScanAnswerSurrogate
{
    [Id(0)]
    public ScanVerdict Verdict;

    [Id(1)]
    public int AttemptsLeft;
}

[RegisterConverter]
internal sealed class ScanAnswerConverter : IConverter<ScanAnswer, ScanAnswerSurrogate>
{
    public ScanAnswer ConvertFromSurrogate(in ScanAnswerSurrogate surrogate) => new(surrogate.Verdict, surrogate.AttemptsLeft);

    public ScanAnswerSurrogate ConvertToSurrogate(in ScanAnswer value) =>
        new() { Verdict = value.Verdict, AttemptsLeft = value.AttemptsLeft };
}
