using System.Security.Cryptography;

namespace Boop.Grains.Contracts;

/// <summary>One authenticated connection of a vendor or a scanner.</summary>
[GenerateSerializer, Immutable, Alias("boop.session-id")]
public readonly record struct SessionId([property: Id(0)] string Value)
{
    /// <summary>A fresh, unguessable id.</summary>
    public static SessionId New() => new("ses_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    public override string ToString() => Value;
}
