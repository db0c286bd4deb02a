using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

public sealed class HeartbeatTests : ClientTestBase
{
    [Fact]
    public async Task An_idle_link_that_went_silent_is_given_up_within_35_seconds()
    {
        (_, ScriptedConnection connection) = await ConnectedAsync();
        Time.Advance(TimeSpan.FromSeconds(27));
        await connection.ReceiveAsync("ping");

        await Time.PassAsync(8);

        (await connection.ClosedAsync()).ShouldBeNull();
        await Time.PassAsync(0.5);
        await (await Network.AcceptAsync()).LetInAsync();
    }

    [Fact]
    public async Task While_a_context_is_open_a_silent_link_is_given_up_within_8_seconds()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client);
        string contextId = await connection.ReceiveCreateAsync();
        await Time.PassAsync(2.5);
        await connection.ReceiveAsync("ping");
        await Time.PassAsync(5);
        (await connection.ClosedAsync()).ShouldBeNull();

        await Time.PassAsync(0.5);
        connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        (await connection.ReceiveCreateAsync()).ShouldBe(contextId);
        await connection.SendSuccessAsync(contextId);
        (await Cap.Of(pending, "the outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task What_is_newly_awaited_on_a_quiet_link_is_given_a_dead_link_for_5_seconds_at_most()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Time.Advance(TimeSpan.FromSeconds(20));
        Task<AuthenticationOutcome> pending = Ask(client);
        await connection.ReceiveAsync("ping");

        await Time.PassAsync(5);
        (await connection.ClosedAsync()).ShouldBeNull();
        await ReturnAsync(pending);
    }

    [Fact]
    public async Task A_ping_of_an_idle_link_keeps_its_8_seconds_when_something_is_newly_awaited()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        await Time.PassAsync(27);
        await connection.ReceiveNextAsync("ping");
        Time.Advance(TimeSpan.FromSeconds(7));
        Task<AuthenticationOutcome> pending = Ask(client);
        string contextId = await connection.ReceiveCreateAsync();

        // The pong is late, and the link is not dead.
        await connection.SendAsync("""{"type":"pong"}""");
        await connection.SendSuccessAsync(contextId);
        await Cap.Of(pending, "the outcome on the same link");
        Network.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_round_trip_of_almost_5_seconds_is_slow_and_not_dead()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client);
        string contextId = await connection.ReceiveCreateAsync();
        for (int pings = 0; pings < 3; pings++)
        {
            await Time.PassAsync(2.5);
            await connection.ReceiveNextAsync("ping");
            Time.Advance(TimeSpan.FromSeconds(4.9));
            await connection.SendAsync("""{"type":"pong"}""");
        }

        await connection.SendSuccessAsync(contextId);
        await Cap.Of(pending, "the outcome on the same link");
        Network.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Any_frame_is_a_sign_of_life()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client);
        string contextId = await connection.ReceiveCreateAsync();
        await Time.PassAsync(2.5);
        await connection.ReceiveAsync("ping");

        Time.Forget();
        await connection.SendAsync("""{"type":"news_of_another_version"}""");
        await Time.PassAsync(2.5);
        await connection.ReceiveAsync("ping");
        await connection.SendAsync("not even JSON");
        await Time.PassAsync(2.5);
        await connection.ReceiveAsync("ping");
        await connection.SendSuccessAsync(contextId);
        await Cap.Of(pending, "the outcome on the same link");
        Network.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task The_owner_may_choose_the_interval()
    {
        (_, ScriptedConnection connection) = await ConnectedAsync(Options with { HeartbeatInterval = TimeSpan.FromSeconds(10) });
        await Time.PassAsync(9);
        await connection.ReceiveAsync("ping");
    }

    private async Task ReturnAsync(Task<AuthenticationOutcome> pending)
    {
        await Time.PassAsync(0.5);
        ScriptedConnection connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        await connection.SendSuccessAsync(await connection.ReceiveCreateAsync());
        await Cap.Of(pending, "the outcome on the next link");
    }
}
