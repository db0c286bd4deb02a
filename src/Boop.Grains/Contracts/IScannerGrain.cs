using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Orleans.Concurrency;

namespace Boop.Grains.Contracts;

/// <summary>One scanner: its session and the offers on its screen. The key is the scanner's id.</summary>
[Alias("boop.scanner")]
public interface IScannerGrain : IGrainWithStringKey
{
    /// <summary>Makes this the scanner's session; the newest wins.</summary>
    [Alias("attach")]
    Task<ScannerAttachAnswer> AttachAsync(ScannerAttach attach, IScannerSession observer);

    /// <summary>A message of the session, numbered from 1 without a gap.</summary>
    [OneWay, Alias("receive")]
    Task ReceiveAsync(SessionId session, long number, ScannerCommand command);

    /// <summary>How far the two have come, or null where this is not the scanner's session any more: then it has to end.</summary>
    [Alias("check")]
    Task<SessionStanding?> CheckAsync(SessionId session);

    /// <summary>The session is over: its offers are void.</summary>
    [OneWay, Alias("detach")]
    Task DetachAsync(SessionId session);

    /// <summary>Shows a context on the screen, if this session is still the scanner's.</summary>
    [OneWay, Alias("offer")]
    Task OfferAsync(SessionId session, ScannerOffer offer);

    /// <summary>Clears an offer from the screen.</summary>
    [OneWay, Alias("withdraw")]
    Task WithdrawAsync(SessionId session, OfferId offer, WithdrawalReason reason);

    /// <summary>Tells what came of a scan.</summary>
    [OneWay, Alias("answer")]
    Task AnswerAsync(ScanReference scan, ScanAnswer answer);

    /// <summary>Asks the scanner to make itself known to its vendor again, if it has a session.</summary>
    [OneWay, Alias("announce")]
    Task AnnounceAsync();
}
