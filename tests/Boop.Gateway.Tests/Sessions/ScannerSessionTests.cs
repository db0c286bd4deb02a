using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Gateway.Tests.Fakes;
using Boop.Grains.Contracts;
using Boop.Testing;

namespace Boop.Gateway.Tests.Sessions;

public sealed class ScannerSessionTests : IAsyncDisposable
{
    private readonly InMemoryGateway _gateway = new();
    private readonly OfferId _offer = OfferId.New();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_scanner_authenticates_and_learns_where_it_stands()
    {
        GatewayClient client = _gateway.OpenScanner();
        await client.SendAsync("""{"type":"authenticate","scanner_id":"scn_1","scanner_key":"sk_scan_1","capacity":12,"id":"a"}""");
        (await _gateway.Scanner.Attached.NextAsync()).ShouldBe(12);
        (await client.ReceiveTextAsync()).ShouldBe(
            """{"type":"authenticated","scanner_id":"scn_1","vendor_name":"Coffee Shop","terminal_id":"till_1","id":"a"}""");
    }

    [Fact]
    public async Task Offers_results_and_withdrawals_come_as_the_grain_says_them()
    {
        GatewayClient client = await _gateway.EnterScannerAsync();
        IScannerSession session = _gateway.Scanner.Session;
        var asked = AttributeNames.Parse(["email"]);
        await session.NotifyAsync(new ScannerNotice.Offered(
            new ScannerOffer(_offer, ContextKind.Payment, "Coffee Shop", asked, 28_500) { Amount = 2_500, Currency = "USD", Description = "Flat white" }));
        await session.NotifyAsync(new ScannerNotice.Answered(_offer, 1, new ScanAnswer(ScanVerdict.NotRecognised, 2), "s1"));
        await session.NotifyAsync(new ScannerNotice.Answered(_offer, 2, new ScanAnswer(ScanVerdict.Unavailable, 2), "s2"));
        await session.NotifyAsync(new ScannerNotice.Withdrawn(_offer, WithdrawalReason.Yielded, null));

        (await client.ReceiveTextAsync()).ShouldBe(
            $$"""{"type":"offer","offer_id":"{{_offer}}","context_type":"payment","amount":2500,"currency":"USD","vendor_name":"Coffee Shop","description":"Flat white","attributes":["email"],"expires_in_ms":28500}""");
        (await client.ReceiveTextAsync()).ShouldBe(
            $$"""{"type":"scan_result","offer_id":"{{_offer}}","attempt":1,"outcome":"not_recognised","attempts_left":2,"id":"s1"}""");
        (await client.ReceiveTextAsync()).ShouldBe(
            $$"""{"type":"error","error":"Temporarily unavailable","code":"UNAVAILABLE","retryable":true,"offer_id":"{{_offer}}","id":"s2"}""");
        (await client.ReceiveTextAsync()).ShouldBe($$"""{"type":"withdrawn","offer_id":"{{_offer}}","reason":"yielded"}""");
    }

    [Fact]
    public async Task What_a_scanner_reports_reaches_its_grain_in_order()
    {
        GatewayClient client = await _gateway.EnterScannerAsync();
        await client.SendAsync($$"""{"type":"presented","offer_id":"{{_offer}}","id":"p"}""");
        await client.SendAsync(
            $$"""{"type":"scan","offer_id":"{{_offer}}","attempt":1,"template":"AQID","quality":90,"hand":"left","consents":["email"],"id":"s"}""");
        await client.SendAsync(Wire.Ping);
        await client.SendAsync($$"""{"type":"decline","offer_id":"{{_offer}}"}""");
        await client.SendAsync($$"""{"type":"failed","offer_id":"{{_offer}}","reason":"lamp"}""");
        (await client.ReceiveTextAsync()).ShouldBe(Wire.Pong);

        IReadOnlyList<(long Number, ScannerCommand Command)> received = await _gateway.Scanner.Received.NextAsync(5);
        received.Select(one => one.Number).ShouldBe([1, 2, 3, 4, 5]);
        received[0].Command.ShouldBe(new ScannerCommand.Report(_offer, OfferReport.Presented, "p"));
        var scan = received[1].Command.ShouldBeOfType<ScannerCommand.Scan>();
        (scan.Offer, scan.Attempt, scan.MessageId).ShouldBe((_offer, 1, "s"));
        scan.Capture.Template.ToArray().ShouldBe([1, 2, 3]);
        (scan.Capture.Quality, scan.Capture.IsLeftHand, scan.Capture.Consents.ToString()).ShouldBe((90, true, "email"));
        received[2].Command.ShouldBeOfType<ScannerCommand.Count>();
        received[3].Command.ShouldBe(new ScannerCommand.Report(_offer, OfferReport.Declined, null));
        received[4].Command.ShouldBe(new ScannerCommand.Report(_offer, OfferReport.Failed, null));
    }

    [Fact]
    public async Task A_bad_scan_is_told_of_which_offer_and_the_next_message_still_works()
    {
        GatewayClient client = await _gateway.EnterScannerAsync();
        await client.SendAsync($$"""{"type":"scan","offer_id":"{{_offer}}","attempt":0,"template":"AQID","quality":90,"hand":"left","id":"s"}""");
        (await client.ReceiveTextAsync()).ShouldBe(
            $$"""{"type":"error","error":"Invalid message","code":"INVALID_MESSAGE","retryable":false,"offer_id":"{{_offer}}","field":"attempt","id":"s"}""");
        await client.ShouldStillWorkAsync();
    }

    [Fact]
    public async Task The_newest_scanner_session_wins_and_the_other_is_told()
    {
        GatewayClient first = await _gateway.EnterScannerAsync();
        GatewayClient second = await _gateway.EnterScannerAsync();
        (await first.ReceiveTextAsync()).ShouldContain("SESSION_REPLACED");
        (await first.ReceiveCloseAsync()).CloseCode.ShouldBe(4409);
        await second.ShouldStillWorkAsync();
    }

    [Fact]
    public async Task A_wrong_scanner_key_touches_no_grain()
    {
        GatewayClient client = _gateway.OpenScanner();
        await client.SendAsync("""{"type":"authenticate","scanner_id":"scn_1","scanner_key":"wrong"}""");
        await _gateway.Clock.ArmedAsync(TimeSpan.FromMilliseconds(250));
        _gateway.Clock.Advance(TimeSpan.FromMilliseconds(250));
        (await client.ReceiveTextAsync()).ShouldContain("INVALID_CREDENTIALS");
        (await client.ReceiveCloseAsync()).CloseCode.ShouldBe(4401);
        _gateway.Grains.Touched.ShouldBe(0);
    }

    [Fact]
    public async Task A_passing_refusal_of_the_grain_is_told_with_1013()
    {
        _gateway.Scanner.OnAttach = _ => Task.FromResult<ScannerAttachAnswer>(
            new ScannerAttachAnswer.Refused(new Refusal(RefusalCode.Unavailable)));
        GatewayClient client = _gateway.OpenScanner();
        await client.SendAsync(Wire.AuthenticateScanner);
        (await client.ReceiveTextAsync()).ShouldContain("UNAVAILABLE");
        Frame close = await client.ReceiveCloseAsync();
        close.CloseCode.ShouldBe(1013);
        close.CloseReason.ShouldStartWith("retry_after_ms=");
    }

    [Fact]
    public async Task A_scanner_grain_that_cannot_go_on_sends_its_session_back_with_1012()
    {
        GatewayClient client = await _gateway.EnterScannerAsync();
        await _gateway.Scanner.Session.NotifyAsync(new ScannerNotice.Lost());
        (await client.ReceiveCloseAsync()).CloseCode.ShouldBe(1012);
        await _gateway.Scanner.Detached.NextAsync();
    }
}
