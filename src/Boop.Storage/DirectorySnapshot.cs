namespace Boop.Storage;

/// <summary>All vendors and scanners, as of a version that rises with every change of the directory.</summary>
public sealed record DirectorySnapshot(long Version, IReadOnlyList<VendorRecord> Vendors, IReadOnlyList<ScannerRecord> Scanners);
