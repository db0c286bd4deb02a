namespace Boop.Chaos.Population;

internal sealed record ScannerAccount(string Id, string Key, string Terminal);
