using Boop.Gateway.Sessions;
using Boop.Gateway.Tests.Fakes;
using Boop.Grains.Contracts;
using Boop.Grains.Directory;
using Boop.Testing;

namespace Boop.Gateway.Tests.Sessions;

public sealed class AuthenticationTests : IAsyncDisposable
{
    private const string WrongKey = """{"type":"authenticate","vendor_id":"ven_somebody","api_key":"wrong-key"}""";
    private const string InvalidCredentials =
        """{"type":"error","error":"Authentication failed","code":"INVALID_CREDENTIALS","retryable":false}""";

    private readonly InMemoryGateway _gateway = new();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Silence_is_told_so_after_ten_seconds_and_closed_with_4408()
    {
        GatewayClient client = _gateway.OpenVendor();
        await _gateway.Clock.ArmedAsync(TimeSpan.FromSeconds(10));
        Task<Frame> answer = client.ReceiveAsync("the time-out came");
        _gateway.Clock.Advance(TimeSpan.FromMilliseconds(9_999));
        answer.IsCompleted.ShouldBeFalse();
        _gateway.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await answer).Text.ShouldBe(
            """{"type":"error","error":"Authentication timed out","code":"AUTHENTICATION_TIMEOUT","retryable":true}""");
        (await client.ReceiveCloseAsync()).CloseCode.ShouldBe(4408);
    }

    [Fact]
    public async Task Messages_that_cannot_be_read_do_not_buy_time()
    {
        GatewayClient client = _gateway.OpenVendor();
        await _gateway.Clock.ArmedAsync(TimeSpan.FromSeconds(10));
        _gateway.Clock.Advance(TimeSpan.FromSeconds(9));
        await client.SendAsync("nonsense");
        (await client.ReceiveTextAsync()).ShouldContain("INVALID_MESSAGE");
        _gateway.Clock.Advance(TimeSpan.FromSeconds(1));
        (await client.ReceiveTextAsync()).ShouldContain("AUTHENTICATION_TIMEOUT");
        (await client.ReceiveCloseAsync()).CloseCode.ShouldBe(4408);
    }

    [Theory]
    [InlineData("""{"type":"ping","id":"p1"}""", """, "id":"p1"}""")]
    [InlineData("""{"type":"create_context","context_id":"c1","requirements":{"type":"entrance"}}""", """, "context_id":"c1"}""")]
    [InlineData("""{"type":"create_context","context_id":"c1","requirements":{"type":"nothing"}}""", """, "context_id":"c1"}""")]
    [InlineData("""{"type":"ack","context_ids":["c1"]}""", "}")]
    public async Task Any_other_message_first_is_refused_with_4401(string message, string tail)
    {
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(message);
        (await client.ReceiveTextAsync()).ShouldBe(
            """{"type":"error","error":"Authenticate first","code":"NOT_AUTHENTICATED","retryable":false""" + tail.Replace(", ", ",", StringComparison.Ordinal));
        (await client.ReceiveCloseAsync()).CloseCode.ShouldBe(4401);
        _gateway.Grains.Touched.ShouldBe(0);
    }

    [Theory]
    [InlineData("nonsense", "INVALID_MESSAGE")]
    [InlineData("[]", "INVALID_MESSAGE")]
    [InlineData("""{"type":"dance"}""", "UNKNOWN_TYPE")]
    [InlineData("""{"type":"authenticate","vendor_id":"ven_abc123"}""", "INVALID_MESSAGE")]
    public async Task A_message_that_cannot_be_read_first_is_told_so_and_the_socket_waits_on(string message, string code)
    {
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(message);
        (await client.ReceiveTextAsync()).ShouldContain(code);
        await client.SendAsync(Wire.Authenticate);
        (await client.ReceiveTextAsync()).ShouldContain("authenticated");
        await client.ShouldStillWorkAsync();
    }

    [Fact]
    public async Task Unreadable_messages_before_authenticating_are_limited_too()
    {
        GatewayClient client = _gateway.OpenVendor();
        for (int i = 0; i < 1_000; i++)
        {
            await client.SendAsync("x");
            (await client.ReceiveTextAsync()).ShouldContain("INVALID_MESSAGE");
        }

        await client.SendAsync("x");
        (await client.ReceiveTextAsync()).ShouldContain("RATE_LIMITED");
    }

    [Fact]
    public async Task Refused_credentials_are_answered_after_250_ms_touch_no_grain_and_are_not_logged()
    {
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(WrongKey);
        await _gateway.Clock.ArmedAsync(SessionRules.RefusalDelay);
        Task<Frame?> answer = client.TryReceiveAsync("the refusal came");
        _gateway.Clock.Advance(TimeSpan.FromMilliseconds(249));
        answer.IsCompleted.ShouldBeFalse();
        _gateway.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await answer).ShouldNotBeNull().Text.ShouldBe(InvalidCredentials);
        (await client.ReceiveCloseAsync()).CloseCode.ShouldBe(4401);
        _gateway.Grains.Touched.ShouldBe(0);
        _gateway.Logs.AllText.ShouldNotContain("ven_somebody");
        _gateway.Logs.AllText.ShouldNotContain("wrong-key");
    }

    [Fact]
    public async Task What_was_sent_behind_a_refused_authenticate_is_discarded()
    {
        // So little fits between client and gateway that what was sent has been read, but for a few frames.
        GatewayClient client = _gateway.OpenVendor(bufferedBytes: 256);
        await client.SendRawAsync(new[]
        {
            FrameClient.EncodeText(WrongKey), FrameClient.EncodeText(Wire.Authenticate), FrameClient.EncodeText(Wire.Create("c1")),
        }.SelectMany(bytes => bytes).ToArray());
        await _gateway.Clock.ArmedAsync(SessionRules.RefusalDelay);
        for (int i = 0; i < SessionRules.WaitingMessages + 100; i++)
            await client.SendAsync(Wire.Ping);
        _gateway.Clock.Advance(SessionRules.RefusalDelay);
        (await client.ReceiveTextAsync()).ShouldBe(InvalidCredentials);
        (await client.ReceiveAsync("the close came")).CloseCode.ShouldBe(4401);
        _gateway.Grains.Touched.ShouldBe(0);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_never_a_refusal()
    {
        _gateway.Credentials.OnCheck = _ => Task.FromResult(CredentialAnswer.Unavailable);
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(Wire.Authenticate);
        (await client.ReceiveTextAsync()).ShouldBe(
            """{"type":"error","error":"Temporarily unavailable","code":"UNAVAILABLE","retryable":true}""");
        await ShouldCloseWithHintAsync(client, 1013);
        _gateway.Grains.Touched.ShouldBe(0);
    }

    [Fact]
    public async Task A_grain_that_does_not_answer_is_unavailable()
    {
        _gateway.Vendor.OnAttach = (_, _) => throw new TimeoutException();
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(Wire.Authenticate);
        await OutlastAsync();
        (await client.ReceiveTextAsync()).ShouldContain("UNAVAILABLE");
        await ShouldCloseWithHintAsync(client, 1013);
        await _gateway.Vendor.Detached.NextAsync();
    }

    [Fact]
    public async Task Grains_that_cannot_be_reached_are_unavailable()
    {
        _gateway.Vendor.OnAttach = (_, _) => throw new SiloUnavailableException();
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(Wire.Authenticate);
        await OutlastAsync();
        (await client.ReceiveTextAsync()).ShouldContain("UNAVAILABLE");
        await ShouldCloseWithHintAsync(client, 1013);
    }

    [Fact]
    public async Task Whoever_comes_while_the_grains_node_dies_enters_once_it_is_anothers()
    {
        _gateway.Vendor.OnAttach = (_, _) => throw new SiloUnavailableException();
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(Wire.Authenticate);
        await _gateway.Clock.ArmedAsync(TimeSpan.FromMilliseconds(250));
        _gateway.Vendor.OnAttach = null;
        _gateway.Clock.Advance(TimeSpan.FromMilliseconds(250));
        (await client.ReceiveTextAsync()).ShouldStartWith("""{"type":"authenticated",""");
        VendorAttach[] attempts = [.. await _gateway.Vendor.Attached.NextAsync(2)];
        attempts[1].Session.ShouldBe(attempts[0].Session);
    }

    [Fact]
    public async Task A_bug_behind_the_attach_is_an_internal_error_with_the_trace_id_that_was_logged()
    {
        _gateway.Logs.Expect(1001);
        _gateway.Vendor.OnAttach = (_, _) => throw new FormatException("a bug");
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(Wire.Authenticate);
        string error = await client.ReceiveTextAsync();
        error.ShouldContain("INTERNAL_ERROR");
        string traceId = _gateway.Logs.Entries.Single(entry => entry.EventId == 1001).Text.Split(' ')[^1];
        error.ShouldContain($"\"detail\":\"{traceId}\"");
        await ShouldCloseWithHintAsync(client, 1013);
    }

    [Fact]
    public async Task A_passing_refusal_of_the_grain_says_when_to_come_back()
    {
        _gateway.Vendor.OnAttach = (_, _) => Task.FromResult<AttachAnswer>(
            new AttachAnswer.Refused(new Refusal(RefusalCode.RateLimited) { RetryAfterMs = 4_321 }));
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(Wire.Authenticate);
        (await client.ReceiveTextAsync()).ShouldBe(
            """{"type":"error","error":"Rate limit exceeded","code":"RATE_LIMITED","retryable":true,"retry_after_ms":4321}""");
        Frame close = await client.ReceiveCloseAsync();
        close.CloseCode.ShouldBe(1013);
        close.CloseReason.ShouldBe("retry_after_ms=4321");
    }

    [Fact]
    public async Task An_outdated_connection_of_the_same_instance_is_replaced_at_once()
    {
        _gateway.Vendor.OnAttach = (_, _) => Task.FromResult<AttachAnswer>(new AttachAnswer.Outdated());
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync("""{"type":"authenticate","vendor_id":"ven_abc123","api_key":"sk_live_xyz789","instance":"till","attempt":3}""");
        VendorAttach attach = await _gateway.Vendor.Attached.NextAsync();
        (attach.Instance, attach.Attempt).ShouldBe(("till", 3));
        (await client.ReceiveTextAsync()).ShouldBe(
            """{"type":"error","error":"Replaced by a newer connection","code":"SESSION_REPLACED","retryable":false}""");
        (await client.ReceiveCloseAsync()).CloseCode.ShouldBe(4409);
    }

    [Theory]
    [InlineData(Wire.Authenticate)]
    [InlineData("""{"type":"authenticate"}""")]
    public async Task A_second_authenticate_is_an_error_and_the_session_goes_on(string again)
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await client.SendAsync(again);
        (await client.ReceiveTextAsync()).ShouldBe(
            """{"type":"error","error":"Already authenticated","code":"ALREADY_AUTHENTICATED","retryable":false}""");
        await client.ShouldStillWorkAsync();
    }

    [Fact]
    public async Task A_client_that_leaves_while_its_credentials_are_checked_is_forgotten()
    {
        var seen = new TaskCompletionSource();
        _gateway.Credentials.OnCheck = async cancellationToken =>
        {
            seen.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _gateway.Clock, cancellationToken);
            return CredentialAnswer.Accepted;
        };
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(Wire.Authenticate);
        await Cap.Within(seen.Task, "the credentials were checked");
        await client.DisposeAsync();
        await Cap.Within(client.Served, "the gateway let go of the socket");
        _gateway.Grains.Touched.ShouldBe(0);
    }

    [Fact]
    public async Task A_client_that_leaves_while_it_is_attached_is_detached()
    {
        var answer = new TaskCompletionSource<AttachAnswer>();
        _gateway.Vendor.OnAttach = (_, _) => answer.Task;
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(Wire.Authenticate);
        VendorAttach attach = await _gateway.Vendor.Attached.NextAsync();
        await client.DisposeAsync();
        answer.SetResult(new AttachAnswer.Attached([0]));
        (await _gateway.Vendor.Detached.NextAsync()).ShouldBe(attach.Session);
    }

    /// <summary>Longer than a newcomer waits for nodes that come and go.</summary>
    private async Task OutlastAsync()
    {
        await _gateway.Clock.ArmedAsync(TimeSpan.FromMilliseconds(250));
        _gateway.Clock.Advance(TimeSpan.FromSeconds(7));
    }

    private static async Task ShouldCloseWithHintAsync(GatewayClient client, int code)
    {
        Frame close = await client.ReceiveCloseAsync();
        close.CloseCode.ShouldBe(code);
        close.CloseReason.ShouldStartWith("retry_after_ms=");
    }
}
