using Boop.Protocol.Scanner;
using CsCheck;

namespace Boop.Protocol.Tests.Scanner;

internal static class ScannerMessages
{
    private static readonly Gen<string> OfferId = Generate.Id(64);

    internal static Gen<ScannerClientMessage> Client { get; } = Gen.Select(
        Gen.OneOf<ScannerClientMessage>(
            Gen.Select(Generate.Text(1, 256), Generate.Text(1, 256), Gen.Int[1, 1000])
                .Select(ScannerClientMessage (id, key, capacity) => new ScannerAuthenticate(id, key) { Capacity = capacity }),
            OfferId.Select(ScannerClientMessage (offer) => new Presented(offer)),
            OfferId.Select(ScannerClientMessage (offer) => new Decline(offer)),
            Gen.Select(OfferId, Generate.Displayable(1, 140)).Select(ScannerClientMessage (offer, reason) => new Failed(offer, reason)),
            Gen.Select(
                Gen.Select(OfferId, Gen.Int[1, int.MaxValue]),
                Gen.Byte.Array[1, 700],
                Gen.Int[0, 100],
                Gen.Enum<Hand>(),
                Generate.Attributes)
                .Select(ScannerClientMessage (of, template, quality, hand, consents) =>
                    new Scan(of.Item1, of.Item2, template, quality, hand) { Consents = consents }),
            Gen.Const<ScannerClientMessage>(new ScannerPing())),
        Generate.MessageId)
        .Select((message, id) => message with { Id = id });

    internal static Gen<ScannerServerMessage> Server { get; } = Gen.Select(
        Gen.OneOf<ScannerServerMessage>(
            Generate.Text(0, 20).Array[3].Select(ScannerServerMessage (t) => new ScannerAuthenticated(t[0], t[1], t[2])),
            Gen.Select(
                Gen.Select(OfferId, Gen.Enum<ContextType>(), Gen.Int[0, 30_000]),
                Gen.Select(Generate.MaybeValue(Gen.Long[0, long.MaxValue]), Generate.Maybe(Generate.Text(0, 3))),
                Gen.Select(Generate.Text(0, 20), Generate.Maybe(Generate.Text(0, 140))),
                Generate.Attributes)
                .Select(ScannerServerMessage (of, price, texts, attributes) => new Offer(of.Item1, of.Item2, texts.Item1, attributes, of.Item3)
                {
                    Amount = price.Item1,
                    Currency = price.Item2,
                    Description = texts.Item2,
                }),
            Gen.Select(OfferId, Generate.Text(0, 20)).Select(ScannerServerMessage (offer, reason) => new Withdrawn(offer, reason)),
            Gen.Select(OfferId, Gen.Int[1, int.MaxValue], Gen.Enum<ScanOutcome>(), Gen.Int[0, 3])
                .Select(ScannerServerMessage (offer, attempt, outcome, left) => new ScanResult(offer, attempt, outcome, left)),
            Gen.Select(Gen.Enum<ErrorCode>(), Generate.Maybe(OfferId))
                .Select(ScannerServerMessage (code, offer) => new ScannerError(WireError.Of(code)) { OfferId = offer }),
            Gen.Const<ScannerServerMessage>(new ScannerPong())),
        Generate.MessageId)
        .Select((message, id) => message with { Id = id });
}
