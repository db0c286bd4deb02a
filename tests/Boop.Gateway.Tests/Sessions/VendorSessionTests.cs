using Boop.Contexts;
using Boop.Gateway.Sessions;
using Boop.Gateway.Tests.Fakes;
using Boop.Grains.Contracts;
using Boop.Testing;

namespace Boop.Gateway.Tests.Sessions;

public sealed class VendorSessionTests : IAsyncDisposable
{
    private readonly InMemoryGateway _gateway = new();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_vendor_authenticates_creates_a_context_and_gets_its_outcome()
    {
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(Wire.Authenticate);
        VendorAttach attach = await _gateway.Vendor.Attached.NextAsync();
        (await client.ReceiveTextAsync()).ShouldBe(
            $$$"""{"type":"authenticated","vendor_id":"ven_abc123","session_id":"{{{attach.Session.Value}}}","heartbeat_interval_ms":30000,"context_ttl_ms":30000,"limits":{"contexts_per_minute":100,"messages_per_minute":1000,"max_message_bytes":65536}}""");

        await client.SendAsync(Wire.Create("ctx_1"));

        (await client.ReceiveTextAsync()).ShouldBe(
            """{"type":"auth_result","context_id":"ctx_1","result":{"success":true,"user_id":"usr_1","attributes":{"email":"ada@example.org"},"authenticated_at":"2026-01-01T00:00:05.000Z"}}""");
        (await _gateway.Vendor.Sent.NextAsync()).ShouldBe(1);
        (long number, VendorCommand command) = await _gateway.Vendor.Received.NextAsync();
        number.ShouldBe(1);
        command.ShouldBe(new VendorCommand.Create(ContextId.Parse("ctx_1"), new Requirements(ContextKind.Entrance), null));
    }

    [Fact]
    public async Task A_create_behind_an_authenticate_needs_no_waiting()
    {
        GatewayClient client = _gateway.OpenVendor();
        await client.SendRawAsync(new[]
        {
            FrameClient.EncodeText(Wire.Authenticate), FrameClient.EncodeText(Wire.Create("c1")), FrameClient.EncodeText(Wire.Create("c2")),
        }.SelectMany(bytes => bytes).ToArray());
        (await client.ReceiveTextAsync()).ShouldContain("\"authenticated\"");
        (await client.ReceiveTextAsync()).ShouldContain("\"c1\"");
        (await client.ReceiveTextAsync()).ShouldContain("\"c2\"");
    }

    [Fact]
    public async Task Messages_wait_for_the_attach_and_are_then_handled_in_order()
    {
        var answer = new TaskCompletionSource<AttachAnswer>();
        _gateway.Vendor.OnAttach = async (_, session) =>
        {
            await answer.Task;
            return await _gateway.Vendor.TakeOverAsync(session);
        };
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(Wire.Authenticate);
        await _gateway.Vendor.Attached.NextAsync();
        await client.SendAsync(Wire.Ping);
        for (int i = 0; i < 100; i++)
            await client.SendAsync(Wire.Create($"c{i}"));
        _gateway.Vendor.Received.TakeAll().ShouldBeEmpty();
        answer.SetResult(new AttachAnswer.Attached([0]));

        (await client.ReceiveTextAsync()).ShouldContain("\"authenticated\"");
        (await client.ReceiveTextAsync()).ShouldBe(Wire.Pong);
        for (int i = 0; i < 100; i++)
            (await client.ReceiveTextAsync()).ShouldContain($"\"c{i}\"");
        (await _gateway.Vendor.Received.NextAsync(101)).Select(one => one.Number).ShouldBe(Enumerable.Range(1, 101).Select(n => (long)n));
    }

    [Fact]
    public async Task More_messages_than_may_wait_for_the_attach_close_the_socket()
    {
        var answer = new TaskCompletionSource<AttachAnswer>();
        _gateway.Vendor.OnAttach = (_, _) => answer.Task;
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(Wire.Authenticate);
        await _gateway.Vendor.Attached.NextAsync();
        for (int i = 0; i <= SessionRules.WaitingMessages; i++)
            await client.SendAsync(Wire.Ping);
        await ShouldCloseAsFullAsync(client);
        answer.SetResult(new AttachAnswer.Attached([0]));
        await _gateway.Vendor.Detached.NextAsync();
        _gateway.Vendor.Received.TakeAll().ShouldBeEmpty();
    }

    [Fact]
    public async Task More_bytes_than_may_wait_for_the_attach_close_the_socket()
    {
        var answer = new TaskCompletionSource<AttachAnswer>();
        _gateway.Vendor.OnAttach = (_, _) => answer.Task;
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(Wire.Authenticate);
        await _gateway.Vendor.Attached.NextAsync();
        string large = Wire.Ping + new string(' ', 60_000);
        for (int i = 0; i < (SessionRules.WaitingBytes / large.Length) + 1; i++)
            await client.SendAsync(large);
        await ShouldCloseAsFullAsync(client);
        answer.SetResult(new AttachAnswer.Attached([0]));
        await _gateway.Vendor.Detached.NextAsync();
        _gateway.Vendor.Received.TakeAll().ShouldBeEmpty();
    }

    [Fact]
    public async Task Authenticated_is_the_first_frame_even_where_notices_come_before_the_answer()
    {
        _gateway.Vendor.OnAttach = async (_, session) =>
        {
            await session.NotifyAsync(FakeVendorGrain.Success("early-1"));
            await session.NotifyAsync(FakeVendorGrain.Success("early-2"));
            return await _gateway.Vendor.TakeOverAsync(session);
        };
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(Wire.Authenticate);
        (await client.ReceiveTextAsync()).ShouldContain("\"authenticated\"");
        (await client.ReceiveTextAsync()).ShouldContain("early-1");
        (await client.ReceiveTextAsync()).ShouldContain("early-2");
    }

    [Fact]
    public async Task Many_messages_keep_their_order_and_their_numbers()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        for (int i = 0; i < 900; i++)
            await client.SendAsync(i % 3 == 0 ? Wire.Ping : Wire.Create($"c{i}", $"m{i}"));
        for (int i = 0; i < 900; i++)
            (await client.ReceiveTextAsync()).ShouldContain(i % 3 == 0 ? "pong" : $"\"m{i}\"");
        IReadOnlyList<(long Number, VendorCommand Command)> received = await _gateway.Vendor.Received.NextAsync(900);
        for (int i = 0; i < 900; i++)
        {
            received[i].Number.ShouldBe(i + 1);
            if (i % 3 == 0)
                received[i].Command.ShouldBeOfType<VendorCommand.Count>();
            else
                received[i].Command.ShouldBeOfType<VendorCommand.Create>().Context.Value.ShouldBe($"c{i}");
        }
    }

    [Fact]
    public async Task The_newest_session_wins_and_the_other_is_told()
    {
        GatewayClient first = await _gateway.EnterVendorAsync();
        GatewayClient second = await _gateway.EnterVendorAsync();
        (await first.ReceiveTextAsync()).ShouldBe(
            """{"type":"error","error":"Replaced by a newer connection","code":"SESSION_REPLACED","retryable":false}""");
        (await first.ReceiveCloseAsync()).CloseCode.ShouldBe(4409);
        await second.ShouldStillWorkAsync();
    }

    [Fact]
    public async Task What_a_replaced_session_still_sends_reaches_no_grain()
    {
        GatewayClient first = await _gateway.EnterVendorAsync();
        await _gateway.EnterVendorAsync();
        (await first.ReceiveTextAsync()).ShouldContain("SESSION_REPLACED");
        await first.SendAsync(Wire.Create("late"));
        (await first.ReceiveCloseAsync()).CloseCode.ShouldBe(4409);
        await Cap.Within(first.Served, "the replaced socket ended");
        _gateway.Vendor.Received.TakeAll().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_grain_that_cannot_go_on_sends_its_session_back_with_1012()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await _gateway.Vendor.Session.NotifyAsync(new VendorNotice.Lost());
        Frame close = await client.ReceiveCloseAsync();
        close.CloseCode.ShouldBe(1012);
        close.CloseReason.ShouldStartWith("retry_after_ms=");
    }

    [Fact]
    public async Task A_message_that_cannot_be_handed_on_ends_the_session_so_that_the_client_repeats_it()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        _gateway.Vendor.OnReceive = (_, _) => Task.FromException(new TimeoutException());
        await client.SendAsync(Wire.Create("c1"));
        (await client.ReceiveCloseAsync()).CloseCode.ShouldBe(1012);
    }

    [Fact]
    public async Task The_grain_hears_of_outcomes_once_they_have_left()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        for (int i = 0; i < 50; i++)
            await _gateway.Vendor.Session.NotifyAsync(FakeVendorGrain.Success($"c{i}"));
        for (int i = 0; i < 50; i++)
            (await client.ReceiveTextAsync()).ShouldContain($"\"c{i}\"");
        int sent = 0;
        while (sent < 50)
            sent += await _gateway.Vendor.Sent.NextAsync();
        sent.ShouldBe(50);
    }

    [Fact]
    public async Task An_acknowledgement_goes_to_the_grain_and_has_no_answer()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await client.SendAsync("""{"type":"ack","context_ids":["c1","c2"]}""");
        (_, VendorCommand command) = await _gateway.Vendor.Received.NextAsync();
        command.ShouldBeOfType<VendorCommand.Acknowledge>().Contexts.Select(id => id.Value).ShouldBe(["c1", "c2"]);
        await client.ShouldStillWorkAsync();
    }

    [Fact]
    public async Task The_grain_hears_when_the_client_leaves()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        VendorAttach attach = await _gateway.Vendor.Attached.NextAsync();
        await client.SendCloseAsync(1000);
        (await client.ReceiveAsync("the close was answered")).CloseCode.ShouldBe(1000);
        (await _gateway.Vendor.Detached.NextAsync()).ShouldBe(attach.Session);
    }

    [Fact]
    public async Task The_grain_hears_when_the_wire_breaks()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        VendorAttach attach = await _gateway.Vendor.Attached.NextAsync();
        await client.DisposeAsync();
        (await _gateway.Vendor.Detached.NextAsync()).ShouldBe(attach.Session);
    }

    [Fact]
    public async Task A_notice_that_has_no_form_on_the_wire_ends_the_session_with_1011()
    {
        _gateway.Logs.Expect(1002);
        GatewayClient client = await _gateway.EnterVendorAsync();
        await _gateway.Vendor.Session.NotifyAsync(new VendorNotice.Refused(ContextId.Parse("c1"), new Refusal((RefusalCode)99), null));
        (await client.ReceiveCloseAsync()).CloseCode.ShouldBe(1011);
    }

    private static async Task ShouldCloseAsFullAsync(GatewayClient client)
    {
        Frame close = await client.ReceiveCloseAsync();
        close.CloseCode.ShouldBe(1013);
        close.CloseReason.ShouldStartWith("retry_after_ms=");
    }
}
