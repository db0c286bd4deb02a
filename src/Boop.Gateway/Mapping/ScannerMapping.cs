using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;
using Boop.Protocol;
using Boop.Protocol.Scanner;

namespace Boop.Gateway.Mapping;

/// <summary>The scanner's wire ⇄ the scanner's grain.</summary>
internal static class ScannerMapping
{
    /// <summary>The command of a message, or null where the session answers it by itself.</summary>
    public static ScannerCommand? ToCommand(ScannerClientMessage message) => message switch
    {
        Presented presented => Report(presented.OfferId, OfferReport.Presented, presented),
        Decline decline => Report(decline.OfferId, OfferReport.Declined, decline),
        Failed failed => Report(failed.OfferId, OfferReport.Failed, failed),
        Scan scan => new ScannerCommand.Scan(OfferId.Parse(scan.OfferId), scan.Attempt, ToCapture(scan), scan.Id),
        _ => null,
    };

    public static ScannerServerMessage ToWire(ScannerOffer offer) =>
        new Offer(
            offer.Id.Value,
            ContextTypes.ToWire(offer.Kind),
            offer.VendorName,
            [.. offer.Asked.Select(name => name.Value)],
            offer.ExpiresInMs)
        {
            Amount = offer.Amount,
            Currency = offer.Currency,
            Description = offer.Description,
        };

    public static ScannerServerMessage ToWire(ScannerNotice.Withdrawn withdrawn) =>
        new Withdrawn(withdrawn.Offer.Value, WireTexts<WithdrawalReason>.Of(withdrawn.Reason)) { Id = withdrawn.MessageId };

    public static ScannerServerMessage ToWire(ScannerNotice.Answered answered) =>
        ToOutcome(answered.Answer.Verdict) is ScanOutcome outcome
            ? new ScanResult(answered.Offer.Value, answered.Attempt, outcome, answered.Answer.AttemptsLeft) { Id = answered.MessageId }
            : new ScannerError(WireError.Of(ErrorCode.Unavailable)) { OfferId = answered.Offer.Value, Id = answered.MessageId };

    private static ScannerCommand.Report Report(string offerId, OfferReport kind, ScannerClientMessage message) =>
        new(OfferId.Parse(offerId), kind, message.Id);

    private static PalmCapture ToCapture(Scan scan) =>
        new(scan.Template, scan.Quality, scan.Hand == Hand.Left, AttributeNames.Parse(scan.Consents));

    private static ScanOutcome? ToOutcome(ScanVerdict verdict) => verdict switch
    {
        ScanVerdict.Accepted => ScanOutcome.Accepted,
        ScanVerdict.PoorQuality => ScanOutcome.PoorQuality,
        ScanVerdict.NotRecognised => ScanOutcome.NotRecognised,
        ScanVerdict.Refused => ScanOutcome.Refused,
        ScanVerdict.TooLate => ScanOutcome.TooLate,
        ScanVerdict.Unavailable => null,
        _ => throw new InvalidOperationException("ScanVerdict is a closed set."),
    };
}
