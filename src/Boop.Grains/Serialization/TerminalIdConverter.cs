using Boop.Contexts;

namespace Boop.Grains.Serialization;

[GenerateSerializer, Immutable, Alias("boop.terminal-id")]
internal struct TerminalIdSurrogate
{
    [Id(0)]
    public string Value;
}

[RegisterConverter]
internal sealed class TerminalIdConverter : IConverter<TerminalId, TerminalIdSurrogate>
{
    public TerminalId ConvertFromSurrogate(in TerminalIdSurrogate surrogate) => TerminalId.Parse(surrogate.Value);

    public TerminalIdSurrogate ConvertToSurrogate(in TerminalId value) => new() { Value = value.Value };
}
