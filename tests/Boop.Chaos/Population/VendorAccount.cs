namespace Boop.Chaos.Population;

/// <summary>A vendor of the run, with its scanners.</summary>
internal sealed record VendorAccount(string Id, string Key, IReadOnlyList<ScannerAccount> Scanners);
