using Boop.Contexts;

namespace Boop.Storage;

/// <summary>A vendor that somebody must own, client or not.</summary>
/// <param name="Vendor">Whose contexts are open, or outcomes unsettled.</param>
/// <param name="Overdue">Open contexts whose deadline passed a while ago: an owner that does not know them is not what the store holds.</param>
public sealed record VendorWork(VendorId Vendor, IReadOnlyList<ContextId> Overdue);
