namespace Boop.Client.Testing;

/// <summary>What becomes of an attempt to connect.</summary>
internal enum ConnectFault
{
    None,
    Refused,
    UpgradeRefused,
    Hangs,
}
