using Orleans.Concurrency;

namespace Boop.Grains.Contracts;

/// <summary>A scanner's live session, as its grain sees it. Implementations only enqueue: nothing here may wait.</summary>
[Alias("boop.scanner-session")]
public interface IScannerSession : IGrainObserver
{
    [OneWay, Alias("notify")]
    Task NotifyAsync(ScannerNotice notice);
}
