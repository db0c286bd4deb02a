namespace Boop.Trust;

/// <summary>What a key is for. No two purposes ever share a key: each is derived from the master key under a label of its own.</summary>
internal enum KeyPurpose
{
    ApiKeys,
    UserIds,
    Values,
    Outcomes,
}
