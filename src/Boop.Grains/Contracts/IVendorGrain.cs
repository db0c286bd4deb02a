using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Orleans.Concurrency;

namespace Boop.Grains.Contracts;

/// <summary>One vendor: its session, limits, contexts and outcomes. The key is the vendor's id.</summary>
[Alias("boop.vendor")]
public interface IVendorGrain : IGrainWithStringKey
{
    /// <summary>Makes this the vendor's session, or says why not. Everything still to be delivered follows as notices.</summary>
    [Alias("attach")]
    Task<AttachAnswer> AttachAsync(VendorAttach attach, IVendorSession session);

    /// <summary>
    /// A message of the session, numbered from 1 without a gap: a one-way call may be lost with a node,
    /// and a gap that stays ends the session so that the client comes back and repeats.
    /// </summary>
    [OneWay, Alias("receive")]
    Task ReceiveAsync(SessionId session, long number, VendorCommand command);

    /// <summary>How far the two have come, or null where this is not the vendor's session, or not its owner, any more: then the session has to end.</summary>
    [Alias("check")]
    Task<SessionStanding?> CheckAsync(SessionId session);

    /// <summary>So many outcomes have left the session's outbox: more may follow.</summary>
    [OneWay, Alias("sent")]
    Task SentAsync(SessionId session, int outcomes);

    /// <summary>The session's peer gave a sign of life after a probe.</summary>
    [OneWay, Alias("alive")]
    Task AliveAsync(SessionId session);

    /// <summary>The session is over. Contexts live on.</summary>
    [OneWay, Alias("detach")]
    Task DetachAsync(SessionId session);

    /// <summary>Makes sure that somebody owns this vendor's contexts, those included that the store holds open long after their deadline.</summary>
    [Alias("wake")]
    Task WakeAsync(IReadOnlyList<ContextId> overdue);

    /// <summary>A scanner of this vendor is there. True where its session was not known: whatever else is on its screen is void.</summary>
    [Alias("scanner-attached")]
    Task<bool> ScannerAttachedAsync(ScannerAttachment scanner);

    /// <summary>A scanner's session is over: its offers are void.</summary>
    [Alias("scanner-detached")]
    Task ScannerDetachedAsync(ScannerId scanner, SessionId session);

    /// <summary>A hand is over the scanner, the person refused, or the scanner cannot.</summary>
    [OneWay, Alias("report")]
    Task ReportAsync(OfferId offer, OfferReport report);

    /// <summary>One scan, answered by <see cref="IScannerGrain.AnswerAsync"/> once it is judged and, where it decides, durable.</summary>
    [OneWay, Alias("scan")]
    Task ScanAsync(ScannerId scanner, ScanReference scan, PalmCapture capture);
}
