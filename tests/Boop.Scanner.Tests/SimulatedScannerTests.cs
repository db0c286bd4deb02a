using System.Text.Json;
using Boop.Client.Tests.Scripted;
using Boop.Palms;
using Boop.Protocol;
using Boop.Protocol.Scanner;

namespace Boop.Scanner.Tests;

public sealed class SimulatedScannerTests : ScannerTestBase
{
    private static readonly TimeSpan Age = TimeSpan.FromMilliseconds(1500);

    [Fact]
    public async Task By_itself_it_scans_each_context_at_its_age_with_a_fresh_capture_of_the_person()
    {
        (_, ScriptedConnection connection) = await ConnectedAsync(Options with { AutoScan = Age });
        await connection.SendOfferAsync("off_1", expiresInMs: 30_000);
        await Time.ArmedAsync(1.5);
        await connection.SendOfferAsync("off_2", expiresInMs: 29_500);
        await Time.ArmedAsync(1.0);

        Time.Advance(TimeSpan.FromSeconds(1));
        byte[] second = await ReceiveVisitAsync(connection, "off_2");
        Time.Advance(TimeSpan.FromSeconds(0.5));
        byte[] first = await ReceiveVisitAsync(connection, "off_1");

        first.ShouldNotBe(second);
        SyntheticPalm ada = SyntheticPalm.Of("ada", Palms.Hand.Right);
        first.ShouldNotBe(ada.Enrolled.ToBytes());
        Recognised(first, ada).ShouldBeTrue();
        Recognised(second, ada).ShouldBeTrue();
        Recognised(first, SyntheticPalm.Of("grace", Palms.Hand.Right)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_context_that_is_old_already_is_scanned_at_once()
    {
        (_, ScriptedConnection connection) = await ConnectedAsync(Options with { AutoScan = Age });
        await connection.SendOfferAsync("off_1", expiresInMs: 10_000);
        await ReceiveVisitAsync(connection, "off_1");
    }

    [Fact]
    public async Task A_context_withdrawn_before_its_age_is_not_scanned()
    {
        (SimulatedScanner scanner, ScriptedConnection connection) = await ConnectedAsync(Options with { AutoScan = Age });
        await connection.SendOfferAsync("off_1");
        await Time.ArmedAsync(1.5);
        Offer offer = await Cap.Of(Next(scanner), "the offer");
        await connection.SendWithdrawnAsync("off_1", "expired");
        await Cap.Of(scanner.WaitUntilGoneAsync(offer, TestContext.Current.CancellationToken), "the withdrawal");
        Time.Advance(Age);

        await connection.SendOfferAsync("off_2", expiresInMs: 5_000);
        await ReceiveVisitAsync(connection, "off_2");
    }

    [Fact]
    public async Task Whoever_hears_that_an_offer_is_gone_finds_its_visit_ended()
    {
        var open = new OpenOffers();
        var offer = new Offer("off_1", ContextType.Payment, "Coffee Shop", [], 30_000);
        using var visit = new CancellationTokenSource();
        open.Add(offer, visit);
        int shownWhenItEnded = -1;
        using CancellationTokenRegistration ended = visit.Token.Register(() => shownWhenItEnded = open.Snapshot.Count);

        await open.RemoveAsync(offer);

        shownWhenItEnded.ShouldBe(1);
        open.Snapshot.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_tries_again_while_that_may_help()
    {
        (_, ScriptedConnection connection) = await ConnectedAsync(Options with { AutoScan = TimeSpan.Zero });
        await connection.SendOfferAsync("off_1");
        (int Attempt, string Outcome, int Left)[] answers = [(1, "poor_quality", 3), (2, "not_recognised", 2), (3, "not_recognised", 1), (4, "not_recognised", 0)];
        foreach ((int attempt, string outcome, int left) in answers)
        {
            await connection.ReceiveAsync("presented");
            await connection.ReceiveScanAsync("off_1", attempt);
            await connection.SendResultAsync("off_1", attempt, outcome, left);
            if (left > 0)
            {
                await Time.PassAsync(0.3);
            }
        }

        await connection.SendOfferAsync("off_2");
        await ReceiveVisitAsync(connection, "off_2");
    }

    [Fact]
    public async Task Each_offer_may_get_another_person_or_nobody()
    {
        SyntheticPalm grace = SyntheticPalm.Of("grace", Palms.Hand.Left);
        (_, ScriptedConnection connection) = await ConnectedAsync(Options with
        {
            AutoScan = TimeSpan.Zero,
            Palm = offer => offer.OfferId == "off_of_grace" ? grace.Capture(new Random(1)) : null,
        });
        await connection.SendOfferAsync("off_of_nobody");
        await connection.SendOfferAsync("off_of_grace");
        Recognised(await ReceiveVisitAsync(connection, "off_of_grace"), grace).ShouldBeTrue();
    }

    [Fact]
    public async Task By_hand_it_does_what_it_is_told()
    {
        (SimulatedScanner scanner, ScriptedConnection connection) = await ConnectedAsync();
        CancellationToken token = TestContext.Current.CancellationToken;
        await connection.SendOfferAsync("off_1");
        await connection.SendOfferAsync("off_2");
        await connection.SendOfferAsync("off_3");
        Offer second = await Cap.Of(scanner.NextOfferAsync(offer => offer.OfferId == "off_2", token), "the second offer");
        Offer first = await Cap.Of(Next(scanner), "the first offer");
        Offer third = await Cap.Of(Next(scanner), "the third offer");
        first.OfferId.ShouldBe("off_1");
        scanner.Offers.Count.ShouldBe(3);

        Task<ScanResult> poor = scanner.ShowPoorAsync(first, token);
        await connection.ReceiveAsync("presented");
        JsonElement scan = await connection.ReceiveScanAsync("off_1", 1);
        QualityRule.IsPoor(scan.GetProperty("quality").GetInt32()).ShouldBeTrue();
        await connection.SendResultAsync("off_1", 1, "poor_quality");
        (await Cap.Of(poor, "the answer")).Outcome.ShouldBe(ScanOutcome.PoorQuality);

        Task<ScanResult> stranger = scanner.ShowStrangerAsync(first, token);
        Recognised(await ReceiveVisitAsync(connection, "off_1", 2, "not_recognised"), SyntheticPalm.Of("ada", Palms.Hand.Right)).ShouldBeFalse();
        (await Cap.Of(stranger, "the answer")).Outcome.ShouldBe(ScanOutcome.NotRecognised);

        Task<ScanResult> ada = scanner.ShowPersonAsync(first, "ada", Palms.Hand.Left, token);
        Recognised(await ReceiveVisitAsync(connection, "off_1", 3), SyntheticPalm.Of("ada", Palms.Hand.Left)).ShouldBeTrue();
        (await Cap.Of(ada, "the answer")).Outcome.ShouldBe(ScanOutcome.Accepted);

        await scanner.DeclineAsync(second, token);
        (await connection.ReceiveAsync("decline")).GetProperty("offer_id").GetString().ShouldBe("off_2");
        await scanner.FailAsync(third, "lens broken", token);
        (await connection.ReceiveAsync("failed")).GetProperty("reason").GetString().ShouldBe("lens broken");
        foreach (Offer offer in (Offer[])[first, second, third])
        {
            await Cap.Of(scanner.WaitUntilGoneAsync(offer, token), "an empty screen");
        }

        scanner.Offers.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dropped_connection_clears_the_screen_and_comes_back()
    {
        (SimulatedScanner scanner, ScriptedConnection connection) = await ConnectedAsync();
        await connection.SendOfferAsync("off_1");
        Offer offer = await Cap.Of(Next(scanner), "the offer");
        scanner.DropConnection();
        (await connection.ClosedAsync()).ShouldBeNull();
        await Cap.Of(scanner.WaitUntilGoneAsync(offer, TestContext.Current.CancellationToken), "an empty screen");
        await Time.PassAsync(0.5);
        connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        await connection.SendOfferAsync("off_2");
        (await Cap.Of(Next(scanner), "the new offer")).OfferId.ShouldBe("off_2");
    }

    private static Task<Offer> Next(SimulatedScanner scanner) => scanner.NextOfferAsync(null, TestContext.Current.CancellationToken);

    private static async Task<byte[]> ReceiveVisitAsync(ScriptedConnection connection, string offerId, int attempt = 1, string outcome = "accepted")
    {
        await connection.ReceiveAsync("presented");
        JsonElement scan = await connection.ReceiveScanAsync(offerId, attempt);
        await connection.SendResultAsync(offerId, attempt, outcome);
        return scan.GetProperty("template").GetBytesFromBase64();
    }

    private static bool Recognised(byte[] template, SyntheticPalm palm)
    {
        PalmTemplate.TryParse(template, out PalmTemplate? seen).ShouldBeTrue();
        return PalmDistance.Between(seen!, palm.Enrolled) <= PalmDistance.MatchThreshold;
    }
}
