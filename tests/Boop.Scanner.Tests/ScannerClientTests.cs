using System.Text.Json;
using Boop.Client.Tests.Scripted;
using Boop.Palms;
using Boop.Protocol.Scanner;

namespace Boop.Scanner.Tests;

public sealed class ScannerClientTests : ScannerTestBase
{
    private static readonly PalmSample Palm = SyntheticPalm.Of("ada", Palms.Hand.Left).Capture(new Random(1));

    [Fact]
    public async Task It_says_who_it_is_and_how_much_it_can_hold()
    {
        Task connecting = NewClient().ConnectAsync(TestContext.Current.CancellationToken);
        ScriptedConnection connection = await Network.AcceptAsync();
        connection.Url.ShouldBe(new Uri("ws://127.0.0.1:1/ws/pvs"));
        JsonElement authenticate = await connection.LetInAsync();
        await Cap.Of(connecting, "the connection");
        authenticate.GetProperty("scanner_id").GetString().ShouldBe("scn_1");
        authenticate.GetProperty("scanner_key").GetString().ShouldBe("sk_sentinel_key");
        authenticate.GetProperty("capacity").GetInt32().ShouldBe(10);
    }

    [Fact]
    public async Task Offers_and_withdrawals_come_in_order()
    {
        (ScannerClient client, ScriptedConnection connection) = await ConnectedClientAsync();
        await using IAsyncEnumerator<ScannerEvent> events = Events(client);
        await connection.SendOfferAsync("off_1");
        await connection.SendWithdrawnAsync("off_1", "expired");
        await connection.SendOfferAsync("off_2");

        Offer offer = (await NextAsync(events)).ShouldBeOfType<ScannerEvent.Offered>().Offer;
        offer.Amount.ShouldBe(2500);
        offer.VendorName.ShouldBe("Coffee Shop");
        (await NextAsync(events)).ShouldBe(new ScannerEvent.Withdrawn(offer, "expired"));
        (await NextAsync(events)).ShouldBeOfType<ScannerEvent.Offered>().Offer.OfferId.ShouldBe("off_2");
    }

    [Fact]
    public async Task Scans_are_numbered_from_1_for_each_offer_and_get_their_own_answers()
    {
        (ScannerClient client, ScriptedConnection connection) = await ConnectedClientAsync();
        Offer one = await OfferAsync(client, connection, "off_1");
        Offer two = await OfferAsync(client, connection, "off_2");

        Task<ScanResult> first = Scan(client, one);
        JsonElement scan = await connection.ReceiveScanAsync("off_1", 1);
        scan.GetProperty("hand").GetString().ShouldBe("left");
        scan.GetProperty("quality").GetInt32().ShouldBe(Palm.Quality);
        scan.GetProperty("template").GetBytesFromBase64().ShouldBe(Palm.Template.ToBytes());
        Task<ScanResult> other = Scan(client, two);
        await connection.ReceiveScanAsync("off_2", 1);

        await connection.SendResultAsync("off_2", 1, "accepted");
        (await Cap.Of(other, "the answer")).Outcome.ShouldBe(ScanOutcome.Accepted);
        await connection.SendResultAsync("off_1", 1, "not_recognised", left: 2);
        (await Cap.Of(first, "the answer")).ShouldBe(new ScanResult("off_1", 1, ScanOutcome.NotRecognised, 2));

        Task<ScanResult> second = Scan(client, one);
        await connection.ReceiveScanAsync("off_1", 2);
        await connection.SendResultAsync("off_1", 1, "accepted");
        await connection.SendResultAsync("off_1", 2, "poor_quality");
        (await Cap.Of(second, "the answer")).Outcome.ShouldBe(ScanOutcome.PoorQuality);
    }

    [Fact]
    public async Task A_scan_under_way_is_handed_in_again_with_its_number_by_the_next_session()
    {
        (ScannerClient client, ScriptedConnection connection) = await ConnectedClientAsync();
        Offer offer = await OfferAsync(client, connection, "off_1");
        Task<ScanResult> scanning = Scan(client, offer);
        await connection.ReceiveScanAsync("off_1", 1);
        connection.Abort();
        await Time.PassAsync(0.5);

        connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        await connection.ReceiveScanAsync("off_1", 1);
        await connection.SendResultAsync("off_1", 1, "accepted");
        (await Cap.Of(scanning, "the recorded answer")).Outcome.ShouldBe(ScanOutcome.Accepted);
    }

    [Fact]
    public async Task When_the_session_ends_its_offers_are_void()
    {
        (ScannerClient client, ScriptedConnection connection) = await ConnectedClientAsync();
        await using IAsyncEnumerator<ScannerEvent> events = Events(client);
        await connection.SendOfferAsync("off_1");
        Offer offer = (await NextAsync(events)).ShouldBeOfType<ScannerEvent.Offered>().Offer;
        await connection.CloseAsync(1012);
        (await NextAsync(events)).ShouldBe(new ScannerEvent.Withdrawn(offer, "connection_lost"));
        await Time.PassAsync(0.5);
        connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        await client.ConnectAsync(TestContext.Current.CancellationToken);

        // Nothing of the void offer reaches the new session: what comes next is of the new one.
        (await Cap.Of(Scan(client, offer), "the local answer")).Outcome.ShouldBe(ScanOutcome.TooLate);
        await client.PresentAsync(offer, TestContext.Current.CancellationToken);
        await client.DeclineAsync(offer, TestContext.Current.CancellationToken);
        await connection.SendOfferAsync("off_2");
        offer = (await NextAsync(events)).ShouldBeOfType<ScannerEvent.Offered>().Offer;
        await client.PresentAsync(offer, TestContext.Current.CancellationToken);
        (await connection.ReceiveAsync("presented")).GetProperty("offer_id").GetString().ShouldBe("off_2");
    }

    [Fact]
    public async Task A_scan_that_gets_no_answer_is_repeated_and_given_up_in_the_end()
    {
        (ScannerClient client, ScriptedConnection connection) = await ConnectedClientAsync();
        Offer offer = await OfferAsync(client, connection, "off_1");
        Task<ScanResult> scanning = Scan(client, offer);
        for (int i = 0; i < 4; i++)
        {
            await connection.ReceiveScanAsync("off_1", 1);
            await Time.ArmedAsync(10);
            for (int step = 0; step < 10; step += 2)
            {
                // Small steps, and a frame in each: the link itself stays alive.
                await connection.SendOfferAsync($"off_{i}_{step}");
                await OfferedAsync(client);
                Time.Advance(TimeSpan.FromSeconds(2));
            }
        }

        ScannerException exception = await Should.ThrowAsync<ScannerException>(() => Cap.Of(scanning, "the end of the scan"));
        exception.Code.ShouldBe("ANSWER_UNKNOWN");
        exception.IsTransient.ShouldBeTrue();
    }

    [Theory]
    [InlineData("UNAVAILABLE")]
    [InlineData("INTERNAL_ERROR")]
    public async Task A_scan_that_could_not_be_judged_now_is_handed_in_again_with_its_number(string code)
    {
        (ScannerClient client, ScriptedConnection connection) = await ConnectedClientAsync();
        Task<ScanResult> scanning = Scan(client, await OfferAsync(client, connection, "off_1"));
        for (int i = 0; i < 2; i++)
        {
            await connection.ReceiveScanAsync("off_1", 1);
            await connection.SendAsync(
                $$"""{"type":"error","error":"Not now","code":"{{code}}","retryable":true,"offer_id":"off_1"}""");
            await Time.PassAsync(0.5);
        }

        await connection.ReceiveScanAsync("off_1", 1);
        await connection.SendResultAsync("off_1", 1, "accepted");
        (await Cap.Of(scanning, "the answer")).Outcome.ShouldBe(ScanOutcome.Accepted);
    }

    [Fact]
    public async Task A_refused_message_is_an_exception()
    {
        (ScannerClient client, ScriptedConnection connection) = await ConnectedClientAsync();
        Task<ScanResult> scanning = Scan(client, await OfferAsync(client, connection, "off_1"));
        await connection.ReceiveScanAsync("off_1", 1);
        await connection.SendAsync(
            """{"type":"error","error":"Rate limit exceeded","code":"RATE_LIMITED","retryable":true,"offer_id":"off_1","retry_after_ms":500}""");
        ScannerException exception = await Should.ThrowAsync<ScannerException>(() => Cap.Of(scanning, "the end of the scan"));
        exception.Code.ShouldBe("RATE_LIMITED");
        exception.RetryAfter.ShouldBe(TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task Refused_credentials_wait_15_minutes()
    {
        Task connecting = NewClient().ConnectAsync(TestContext.Current.CancellationToken);
        ScriptedConnection connection = await Network.AcceptAsync();
        await connection.ReceiveAsync("authenticate");
        await connection.CloseAsync(4401);
        (await Should.ThrowAsync<ScannerException>(() => Cap.Of(connecting, "the refusal"))).Code.ShouldBe("INVALID_CREDENTIALS");
        await Time.PassAsync(900);
        await (await Network.AcceptAsync()).LetInAsync();
    }

    [Fact]
    public async Task A_replaced_scanner_stays_away_until_it_is_called_back()
    {
        (ScannerClient client, ScriptedConnection connection) = await ConnectedClientAsync();
        Offer offer = await OfferAsync(client, connection, "off_1");
        Task<ScanResult> scanning = Scan(client, offer);
        await connection.ReceiveScanAsync("off_1", 1);
        await connection.CloseAsync(4409);
        (await Should.ThrowAsync<ScannerException>(() => Cap.Of(scanning, "the end of the scan"))).Code.ShouldBe("SESSION_REPLACED");
        Time.Advance(TimeSpan.FromDays(1));
        Network.Attempts.ShouldBe(1);

        Task connecting = client.ConnectAsync(TestContext.Current.CancellationToken);
        await (await Network.AcceptAsync()).LetInAsync();
        await Cap.Of(connecting, "the return");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"type":"tomorrow"}""")]
    [InlineData("""{"type":"offer","offer_id":"off_9"}""")]
    [InlineData("""{"type":"scan_result","offer_id":"off_1","attempt":"x"}""")]
    [InlineData("""{"type":"withdrawn"}""")]
    public async Task A_frame_that_says_nothing_harms_nothing(string frame)
    {
        (ScannerClient client, ScriptedConnection connection) = await ConnectedClientAsync();
        await connection.SendAsync(frame);
        Offer offer = await OfferAsync(client, connection, "off_1");
        offer.OfferId.ShouldBe("off_1");
    }

    [Fact]
    public async Task Disposal_ends_the_events_and_a_scan_under_way()
    {
        (ScannerClient client, ScriptedConnection connection) = await ConnectedClientAsync();
        Task<ScanResult> scanning = Scan(client, await OfferAsync(client, connection, "off_1"));
        await connection.ReceiveScanAsync("off_1", 1);
        Task disposing = client.DisposeAsync().AsTask();
        await Should.ThrowAsync<ObjectDisposedException>(() => Cap.Of(scanning, "the end of the scan"));
        (await connection.ClosedAsync()).ShouldBe(1000);
        await Cap.Of(disposing, "the disposal");
        await using IAsyncEnumerator<ScannerEvent> events = Events(client);
        (await NextAsync(events)).ShouldBeOfType<ScannerEvent.Withdrawn>();
        (await Cap.Of(events.MoveNextAsync().AsTask(), "the end of the events")).ShouldBeFalse();
    }

    [Fact]
    public void Options_never_print_the_key()
    {
        Options.ToString().ShouldNotContain("sk_sentinel_key");
        Options.ToClientOptions().ToString().ShouldNotContain("sk_sentinel_key");
    }

    private static Task<ScanResult> Scan(ScannerClient client, Offer offer) =>
        client.ScanAsync(offer, Palm, TestContext.Current.CancellationToken);

    private static IAsyncEnumerator<ScannerEvent> Events(ScannerClient client) =>
        client.ReadEventsAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

    private static async Task<ScannerEvent> NextAsync(IAsyncEnumerator<ScannerEvent> events)
    {
        (await Cap.Of(events.MoveNextAsync().AsTask(), "another event")).ShouldBeTrue();
        return events.Current;
    }

    private static async Task<Offer> OfferAsync(ScannerClient client, ScriptedConnection connection, string offerId)
    {
        await connection.SendOfferAsync(offerId);
        return await OfferedAsync(client);
    }

    private static async Task<Offer> OfferedAsync(ScannerClient client)
    {
        await using IAsyncEnumerator<ScannerEvent> events = Events(client);
        return (await NextAsync(events)).ShouldBeOfType<ScannerEvent.Offered>().Offer;
    }
}
