using Boop.Contexts;

namespace Boop.Grains.Serialization;

[GenerateSerializer, Immutable, Alias("boop.outcome.succeeded")]
internal struct SucceededSurrogate
{
    [Id(0)]
    public string User;

    [Id(1)]
    public KeyValuePair<string, string>[] Released;

    [Id(2)]
    public KeyValuePair<string, WithholdingReason>[] Withheld;

    [Id(3)]
    public DateTimeOffset DecidedAt;

    [Id(4)]
    public bool IsErased;
}

[GenerateSerializer, Immutable, Alias("boop.outcome.failed")]
internal struct FailedSurrogate
{
    [Id(0)]
    public FailureReason Reason;

    [Id(1)]
    public DateTimeOffset DecidedAt;
}

[GenerateSerializer, Immutable, Alias("boop.outcome.cancelled")]
internal struct CancelledSurrogate
{
    [Id(0)]
    public DateTimeOffset DecidedAt;
}

[GenerateSerializer, Immutable, Alias("boop.outcome.expired")]
internal struct ExpiredSurrogate
{
    [Id(0)]
    public DateTimeOffset DecidedAt;
}

[RegisterConverter]
internal sealed class SucceededConverter : IConverter<Outcome.Succeeded, SucceededSurrogate>
{
    public Outcome.Succeeded ConvertFromSurrogate(in SucceededSurrogate surrogate) => new(
        UserId.Parse(surrogate.User),
        [.. surrogate.Released.Select(pair => new ReleasedValue(AttributeName.Parse(pair.Key), pair.Value))],
        [.. surrogate.Withheld.Select(pair => new Withholding(AttributeName.Parse(pair.Key), pair.Value))],
        surrogate.DecidedAt)
    {
        IsErased = surrogate.IsErased,
    };

    public SucceededSurrogate ConvertToSurrogate(in Outcome.Succeeded value) => new()
    {
        User = value.User.Value,
        Released = [.. value.Released.Select(released => KeyValuePair.Create(released.Name.Value, released.Value))],
        Withheld = [.. value.Withheld.Select(withheld => KeyValuePair.Create(withheld.Name.Value, withheld.Reason))],
        DecidedAt = value.DecidedAt,
        IsErased = value.IsErased,
    };
}

[RegisterConverter]
internal sealed class FailedConverter : IConverter<Outcome.Failed, FailedSurrogate>
{
    public Outcome.Failed ConvertFromSurrogate(in FailedSurrogate surrogate) => new(surrogate.Reason, surrogate.DecidedAt);

    public FailedSurrogate ConvertToSurrogate(in Outcome.Failed value) => new() { Reason = value.Reason, DecidedAt = value.DecidedAt };
}

[RegisterConverter]
internal sealed class CancelledConverter : IConverter<Outcome.Cancelled, CancelledSurrogate>
{
    public Outcome.Cancelled ConvertFromSurrogate(in CancelledSurrogate surrogate) => new(surrogate.DecidedAt);

    public CancelledSurrogate ConvertToSurrogate(in Outcome.Cancelled value) => new() { DecidedAt = value.DecidedAt };
}

[RegisterConverter]
internal sealed class ExpiredConverter : IConverter<Outcome.Expired, ExpiredSurrogate>
{
    public Outcome.Expired ConvertFromSurrogate(in ExpiredSurrogate surrogate) => new(surrogate.DecidedAt);

    public ExpiredSurrogate ConvertToSurrogate(in Outcome.Expired value) => new() { DecidedAt = value.DecidedAt };
}
