namespace Boop.Storage;

/// <summary>What became of adding a scanner.</summary>
public enum AddScannerAnswer
{
    Added,
    ScannerExists,
    VendorUnknown,
    TerminalTaken,
}
