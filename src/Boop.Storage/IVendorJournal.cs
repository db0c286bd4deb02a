using Boop.Contexts;

namespace Boop.Storage;

/// <summary>The only way to change a context: durable, fenced, in batches that many vendors share.</summary>
public interface IVendorJournal
{
    /// <summary>
    /// Appends all records or none. Appends of one vendor are applied in the order of the calls.
    /// The answer comes once it is certain; it never throws for a store that fails.
    /// </summary>
    Task<AppendAnswer> AppendAsync(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalRecord> records);
}
