using System.Security.Cryptography;
using System.Text.Json;
using Boop.Contexts;
using Boop.Trust;

namespace Boop.Storage.Rows;

/// <summary>An outcome as columns. What the person gave is sealed under a key of its own, so that erasing is destroying that key.</summary>
internal sealed record OutcomeRow(string Kind, long DecidedAt)
{
    public string? Reason { get; init; }

    public string? UserId { get; init; }

    public string? Withheld { get; init; }

    public bool HasValues { get; init; }

    public byte[]? Sealed { get; init; }

    public byte[]? Key { get; init; }

    /// <summary>What ties sealed values to their row.</summary>
    public static byte[] BindingOf(VendorId vendor, ContextId context) => Binding.Of("contexts.values_sealed", vendor.Value, context.Value);

    public static OutcomeRow Write(Outcome outcome, OutcomeVault vault, byte[] binding)
    {
        long at = StoreTime.ToStored(outcome.DecidedAt);
        return outcome.Match(
            succeeded => Write(succeeded, at, vault, binding),
            failed => new OutcomeRow("failed", at) { Reason = failed.Reason.ToString() },
            _ => new OutcomeRow("cancelled", at),
            _ => new OutcomeRow("expired", at));
    }

    /// <exception cref="SealedValueException">The values cannot be opened.</exception>
    public Outcome Read(OutcomeVault vault, byte[] binding)
    {
        DateTimeOffset at = StoreTime.FromStored(DecidedAt);
        return Kind switch
        {
            "succeeded" => ReadSucceeded(vault, binding, at),
            "failed" => new Outcome.Failed(Enum.Parse<FailureReason>(Reason!), at),
            "cancelled" => new Outcome.Cancelled(at),
            "expired" => new Outcome.Expired(at),
            _ => throw new InvalidOperationException("The store holds an outcome of an unknown kind."),
        };
    }

    private static OutcomeRow Write(Outcome.Succeeded succeeded, long at, OutcomeVault vault, byte[] binding)
    {
        Dictionary<string, string> values = succeeded.Released.ToDictionary(released => released.Name.Value, released => StrictText.Of(released.Value)!);
        Dictionary<string, WithholdingReason> withheld = succeeded.Withheld.ToDictionary(it => it.Name.Value, it => it.Reason);
        OutcomeRow row = new("succeeded", at)
        {
            UserId = succeeded.User.Value,
            Withheld = JsonSerializer.Serialize(withheld, RequirementsJson.Json.Default.DictionaryStringWithholdingReason),
        };
        if (values.Count == 0)
            return row with { HasValues = succeeded.IsErased };
        byte[] plain = JsonSerializer.SerializeToUtf8Bytes(values, RequirementsJson.Json.Default.DictionaryStringString);
        SealedOutcome sealedOutcome = vault.Seal(plain, binding);
        CryptographicOperations.ZeroMemory(plain);
        return row with { HasValues = true, Sealed = sealedOutcome.Sealed, Key = sealedOutcome.WrappedKey };
    }

    private Outcome.Succeeded ReadSucceeded(OutcomeVault vault, byte[] binding, DateTimeOffset at)
    {
        Dictionary<string, WithholdingReason> withheld =
            JsonSerializer.Deserialize(Withheld!, RequirementsJson.Json.Default.DictionaryStringWithholdingReason)!;
        Dictionary<string, string> values = [];
        if (Sealed is not null && Key is not null)
            values = JsonSerializer.Deserialize(vault.Open(Sealed, Key, binding), RequirementsJson.Json.Default.DictionaryStringString)!;
        return new Outcome.Succeeded(
            Contexts.UserId.Parse(UserId!),
            [.. values.Select(pair => new ReleasedValue(AttributeName.Parse(pair.Key), pair.Value))],
            [.. withheld.Select(pair => new Withholding(AttributeName.Parse(pair.Key), pair.Value))],
            at)
        {
            IsErased = HasValues && Key is null,
        };
    }
}
