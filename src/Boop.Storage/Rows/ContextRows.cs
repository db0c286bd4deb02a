using Boop.Contexts;
using Boop.Trust;
using Microsoft.Extensions.Logging;

namespace Boop.Storage.Rows;

/// <summary>Makes contexts of their rows.</summary>
internal sealed partial class ContextRows(OutcomeVault vault, ILogger logger)
{
    public StoredContext Read(VendorId vendor, ContextRow row) => new(
        row.Id, RequirementsJson.Read(row.Requirements), StoreTime.FromStored(row.AcceptedAt), StoreTime.FromStored(row.DeadlineAt))
    {
        Unrecognised = row.Unrecognised,
        IsSettled = row.IsSettled,
        Outcome = row.Outcome is { } outcome ? Open(outcome, vendor, row.Id) : null,
    };

    /// <summary>When contexts were accepted, none of them after now.</summary>
    /// <remarks>After the store's clock was set back, what was accepted just before must not fill the window for as long as it was set back.</remarks>
    public static DateTimeOffset ReadAcceptance(long at, DateTimeOffset now) => StoreTime.FromStored(at) is var accepted && accepted < now ? accepted : now;

    /// <summary>Values that do not open are as good as erased, and must not keep the vendor from everything else.</summary>
    private Outcome Open(OutcomeRow outcome, VendorId vendor, ContextId context)
    {
        try
        {
            return outcome.Read(vault, OutcomeRow.BindingOf(vendor, context));
        }
        catch (SealedValueException)
        {
            Log.OutcomeNotOpened(logger, vendor, context);
            return (outcome with { Sealed = null, Key = null }).Read(vault, []);
        }
    }
}
