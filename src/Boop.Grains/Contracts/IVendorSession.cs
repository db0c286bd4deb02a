using Orleans.Concurrency;

namespace Boop.Grains.Contracts;

/// <summary>A vendor's live session, as its grain sees it. Implementations only enqueue: nothing here may wait.</summary>
[Alias("boop.vendor-session")]
public interface IVendorSession : IGrainObserver
{
    [OneWay, Alias("notify")]
    Task NotifyAsync(VendorNotice notice);
}
