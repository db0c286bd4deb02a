using System.Text.Json;
using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

public sealed class ReconnectTests : ClientTestBase
{
    [Fact]
    public async Task The_first_connection_is_tried_until_it_succeeds()
    {
        Network.FailNext(3);
        Task connecting = NewClient().ConnectAsync(TestContext.Current.CancellationToken);

        await Time.PassAsync(0.5);
        await Time.PassAsync(1);
        await Time.PassAsync(2);
        await (await Network.AcceptAsync()).LetInAsync();

        await Cap.Of(connecting, "the connection");
        Network.Attempts.ShouldBe(4);
    }

    [Theory]
    [InlineData(1001, null, 0.5)]
    [InlineData(1012, null, 0.5)]
    [InlineData(1012, "retry_after_ms=3000", 3.5)]
    [InlineData(1002, null, 1.0)]
    [InlineData(1003, null, 1.0)]
    [InlineData(1007, null, 1.0)]
    [InlineData(1009, null, 1.0)]
    [InlineData(1011, null, 1.0)]
    [InlineData(4408, null, 1.0)]
    [InlineData(4999, null, 1.0)]
    [InlineData(1013, "retry_after_ms=2000", 3.0)]
    [InlineData(4429, "busy retry_after_ms=60000.", 61.0)]
    [InlineData(null, null, 1.0)]
    public async Task After_a_close_the_client_comes_back_when_the_table_says(int? code, string? reason, double seconds)
    {
        // One failure before, so that the back-off differs from the pause of one that only goes away.
        Network.FailNext(1);
        Task connecting = NewClient().ConnectAsync(TestContext.Current.CancellationToken);
        await Time.PassAsync(0.5);
        ScriptedConnection first = await Network.AcceptAsync();
        await first.LetInAsync();
        await Cap.Of(connecting, "the first connection");
        Time.Forget();

        if (code is { } closeCode)
        {
            await first.CloseAsync(closeCode, reason);
        }
        else
        {
            first.Abort();
        }

        await Time.ArmedAsync(seconds);
        Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Network.Attempts.ShouldBe(2);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await (await Network.AcceptAsync()).LetInAsync();
    }

    [Fact]
    public async Task Only_a_minute_of_health_is_forgiveness()
    {
        (_, ScriptedConnection connection) = await ConnectedAsync();
        connection.Abort();
        await Time.PassAsync(0.5);
        connection = await Network.AcceptAsync();
        Time.Forget();
        await connection.LetInAsync();
        await Time.ArmedAsync(27);
        connection.Abort();
        await Time.PassAsync(1);
        connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        await Time.ArmedAsync(27);

        for (int i = 0; i < 3; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(27));
            await connection.ReceiveAsync("ping");
            Time.Forget();
            await connection.SendAsync("""{"type":"pong"}""");
            await Time.ArmedAsync(27);
        }

        connection.Abort();
        await Time.ArmedAsync(0.5);
    }

    [Fact]
    public async Task Refused_credentials_fail_every_call_at_once_and_are_tried_again_after_15_minutes()
    {
        BoopClient client = NewClient();
        Task<AuthenticationOutcome> pending = Ask(client);
        ScriptedConnection connection = await Network.AcceptAsync();
        await connection.ReceiveAsync("authenticate");
        await connection.SendErrorAsync("INVALID_CREDENTIALS", null, retryable: false);
        await connection.CloseAsync(4401);

        (await ShouldFailAsync(pending, BoopErrorCodes.InvalidCredentials)).IsTransient.ShouldBeFalse();
        await Time.ArmedAsync(TimeSpan.FromMinutes(15));
        Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(1));
        await ShouldFailAsync(Ask(client), BoopErrorCodes.InvalidCredentials);
        await ShouldFailAsync(client.ConnectAsync(TestContext.Current.CancellationToken), BoopErrorCodes.InvalidCredentials);
        Network.Attempts.ShouldBe(1);

        Time.Advance(TimeSpan.FromMilliseconds(1));
        connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        pending = Ask(client, "ctx_1");
        await connection.SendSuccessAsync(await connection.ReceiveCreateAsync());
        (await Cap.Of(pending, "the outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task A_refusal_counts_where_its_close_frame_is_lost()
    {
        Task<AuthenticationOutcome> pending = Ask(NewClient());
        ScriptedConnection connection = await Network.AcceptAsync();
        await connection.ReceiveAsync("authenticate");
        await connection.SendErrorAsync("INVALID_CREDENTIALS", null, retryable: false);
        connection.Abort();

        await ShouldFailAsync(pending, BoopErrorCodes.InvalidCredentials);
        await Time.ArmedAsync(TimeSpan.FromMinutes(15));
    }

    [Theory]
    [InlineData(4409, BoopErrorCodes.SessionReplaced)]
    [InlineData(1000, BoopErrorCodes.ConnectionClosed)]
    public async Task A_client_that_was_sent_away_stays_away_until_its_owner_calls_it_back(int code, string expected)
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client);
        string contextId = await connection.ReceiveCreateAsync();
        await connection.CloseAsync(code);

        BoopException exception = await ShouldFailAsync(pending, expected);
        exception.ContextId.ShouldBe(contextId, "the request may be open, and this alone finds it again");
        exception.Message.ShouldContain("GetAsync");
        Time.Advance(TimeSpan.FromDays(1));
        await ShouldFailAsync(Ask(client), expected);
        Network.Attempts.ShouldBe(1);

        Task connecting = client.ConnectAsync(TestContext.Current.CancellationToken);
        await (await Network.AcceptAsync()).LetInAsync();
        await Cap.Of(connecting, "the return");
    }

    [Fact]
    public async Task Every_connection_names_its_instance_and_a_higher_attempt()
    {
        BoopClient client = NewClient();
        Task connecting = client.ConnectAsync(TestContext.Current.CancellationToken);
        long last = 0;
        for (int i = 0; i < 3; i++)
        {
            ScriptedConnection connection = await Network.AcceptAsync();
            connection.Url.ShouldBe(new Uri("ws://127.0.0.1:1/ws/vendor"));
            JsonElement authenticate = await connection.LetInAsync();
            authenticate.GetProperty("vendor_id").GetString().ShouldBe("ven_1");
            authenticate.GetProperty("api_key").GetString().ShouldBe("sk_sentinel_key");
            authenticate.GetProperty("instance").GetString().ShouldBe("instance-1");
            authenticate.GetProperty("attempt").GetInt64().ShouldBeGreaterThan(last);
            last = authenticate.GetProperty("attempt").GetInt64();
            await Cap.Of(connecting, "the connection");
            await connection.CloseAsync(1001);
            await Time.PassAsync(0.5);
        }
    }

    [Fact]
    public async Task An_authentication_that_nobody_answers_is_given_up()
    {
        Task connecting = NewClient().ConnectAsync(TestContext.Current.CancellationToken);
        ScriptedConnection connection = await Network.AcceptAsync();
        await connection.ReceiveAsync("authenticate");

        await Time.PassAsync(10);
        (await connection.ClosedAsync()).ShouldBeNull();
        await Time.PassAsync(0.5);
        await (await Network.AcceptAsync()).LetInAsync();
        await Cap.Of(connecting, "the connection");
    }

    [Fact]
    public async Task A_refusal_for_a_passing_cause_is_obeyed_for_its_time()
    {
        Task connecting = NewClient().ConnectAsync(TestContext.Current.CancellationToken);
        ScriptedConnection connection = await Network.AcceptAsync();
        await connection.ReceiveAsync("authenticate");
        await connection.SendErrorAsync("RATE_LIMITED", null, retryable: true, retryAfterMs: 7000);
        connection.Abort();

        await Time.ArmedAsync(7.5);
        connecting.IsCompleted.ShouldBeFalse();
    }
}
