namespace Boop.Protocol.Json;

/// <summary>Reads the members of an <c>error</c> that both sockets share, as a client does: the seed's errors have a text alone.</summary>
internal static class ErrorFields
{
    internal static WireError Read(ref FieldReader fields) => new(
        fields.OptionalText("code"u8) ?? "",
        fields.OptionalText("error"u8) ?? "",
        fields.Flag("retryable"u8))
    {
        Field = fields.OptionalText("field"u8),
        Detail = fields.OptionalText("detail"u8),
        RetryAfterMs = (int?)fields.OptionalInteger("retry_after_ms"u8, 0, int.MaxValue),
    };
}
