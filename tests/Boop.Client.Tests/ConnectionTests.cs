using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

public sealed class ConnectionTests : ClientTestBase
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_change_is_told_once_and_in_order()
    {
        BoopClient client = NewClient();
        await using IAsyncEnumerator<ConnectionChange> watcher = Watch(client);
        await ExpectAsync(watcher, new(ConnectionState.Stopped, ConnectionReason.NotStarted));

        Network.FailNext(1);
        Task connecting = client.ConnectAsync(Token);
        await ExpectAsync(watcher, new(ConnectionState.Connecting, ConnectionReason.None));
        await ExpectAsync(watcher, Reconnecting(ConnectionReason.Unreachable, null));
        await Time.PassAsync(0.5);
        ScriptedConnection connection = await Network.AcceptAsync();
        await ExpectAsync(watcher, new(ConnectionState.Connecting, ConnectionReason.Unreachable));
        await connection.LetInAsync();
        await ExpectAsync(watcher, new(ConnectionState.Connected, ConnectionReason.None));
        await Cap.Of(connecting, "the connection");

        await connection.CloseAsync(1012, "retry_after_ms=4000");
        ConnectionChange leaving = await NextAsync(watcher);
        leaving.Reason.ShouldBe(ConnectionReason.Restarting);
        leaving.CloseCode.ShouldBe(1012);
        leaving.NextAttemptIn.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(4));
        Time.Advance(leaving.NextAttemptIn!.Value);
        connection = await Network.AcceptAsync();
        await ExpectAsync(watcher, new(ConnectionState.Connecting, ConnectionReason.Restarting));
        await connection.LetInAsync();
        await ExpectAsync(watcher, new(ConnectionState.Connected, ConnectionReason.None));
        client.Connection.State.ShouldBe(ConnectionState.Connected);

        Task disposing = client.DisposeAsync().AsTask();
        await connection.ClosedAsync();
        await Cap.Of(disposing, "the disposal");
        await ExpectAsync(watcher, new(ConnectionState.Stopped, ConnectionReason.Disposed));
        (await Cap.Of(watcher.MoveNextAsync().AsTask(), "the end")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1011, ConnectionReason.ClosedWithError)]
    [InlineData(1013, ConnectionReason.Overloaded)]
    [InlineData(4429, ConnectionReason.Overloaded)]
    [InlineData(4401, ConnectionReason.CredentialsRefused)]
    [InlineData(1001, ConnectionReason.Restarting)]
    public async Task A_close_code_is_told_with_its_reason(int code, ConnectionReason reason)
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        await using IAsyncEnumerator<ConnectionChange> watcher = Watch(client);
        (await NextAsync(watcher)).State.ShouldBe(ConnectionState.Connected);
        await connection.CloseAsync(code);
        ConnectionChange change = await NextAsync(watcher);
        change.State.ShouldBe(ConnectionState.Reconnecting);
        change.Reason.ShouldBe(reason);
        change.CloseCode.ShouldBe(code);
        change.NextAttemptIn.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(4409, ConnectionReason.AnotherInstanceTookOver)]
    [InlineData(1000, ConnectionReason.ClosedByNetwork)]
    public async Task A_client_that_stays_away_says_why_and_can_be_brought_back(int code, ConnectionReason reason)
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        await using IAsyncEnumerator<ConnectionChange> watcher = Watch(client);
        await NextAsync(watcher);
        await connection.CloseAsync(code);
        await ExpectAsync(watcher, new(ConnectionState.Stopped, reason) { CloseCode = code });

        Task connecting = client.ConnectAsync(Token);
        await (await Network.AcceptAsync()).LetInAsync();
        await Cap.Of(connecting, "the way back");
        await ExpectAsync(watcher, new(ConnectionState.Connecting, ConnectionReason.None));
        await ExpectAsync(watcher, new(ConnectionState.Connected, ConnectionReason.None));
    }

    [Fact]
    public async Task A_broken_connection_is_lost()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        await using IAsyncEnumerator<ConnectionChange> watcher = Watch(client);
        await NextAsync(watcher);
        connection.Abort();
        await ExpectAsync(watcher, Reconnecting(ConnectionReason.Lost, null));
    }

    [Fact]
    public async Task An_attempt_that_is_not_answered_has_timed_out()
    {
        BoopClient client = NewClient();
        Task connecting = client.ConnectAsync(Token);
        await (await Network.AcceptAsync()).ReceiveAsync("authenticate");
        await using IAsyncEnumerator<ConnectionChange> watcher = Watch(client);
        (await NextAsync(watcher)).State.ShouldBe(ConnectionState.Connecting);
        await Time.PassAsync(10);
        await ExpectAsync(watcher, Reconnecting(ConnectionReason.TimedOut, null));
        await client.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => Cap.Of(connecting, "the end of the wait"));
    }

    [Fact]
    public async Task A_watcher_that_is_slow_or_fails_holds_nothing_up()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        await using IAsyncEnumerator<ConnectionChange> slow = Watch(client);
        await NextAsync(slow);
        Task failing = FailAsync(client);
        for (int round = 0; round < 40; round++)
        {
            await connection.CloseAsync(1001);
            await Time.PassAsync(0.5);
            connection = await Network.AcceptAsync();
            await connection.LetInAsync();
        }

        await Should.ThrowAsync<InvalidTimeZoneException>(() => Cap.Of(failing, "the watcher's failure"));
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.SendSuccessAsync(await connection.ReceiveCreateAsync());
        await Cap.Of(pending, "the outcome");

        // Of 120 changes the last 64 are left.
        ConnectionChange last = await NextAsync(slow);
        for (int left = 1; left < 64; left++)
        {
            last = await NextAsync(slow);
        }

        last.State.ShouldBe(ConnectionState.Connected);
    }

    private static IAsyncEnumerator<ConnectionChange> Watch(BoopClient client) =>
        client.WatchConnectionAsync(Token).GetAsyncEnumerator(Token);

    private static async Task FailAsync(BoopClient client)
    {
        await foreach (ConnectionChange _ in client.WatchConnectionAsync(Token))
        {
            throw new InvalidTimeZoneException();
        }
    }

    private static ConnectionChange Reconnecting(ConnectionReason reason, int? closeCode) => new(ConnectionState.Reconnecting, reason)
    {
        CloseCode = closeCode,
        NextAttemptIn = TimeSpan.FromSeconds(0.5),
    };

    private static async Task ExpectAsync(IAsyncEnumerator<ConnectionChange> watcher, ConnectionChange expected) =>
        (await NextAsync(watcher)).ShouldBe(expected);

    private static async Task<ConnectionChange> NextAsync(IAsyncEnumerator<ConnectionChange> watcher)
    {
        (await Cap.Of(watcher.MoveNextAsync().AsTask(), "another change")).ShouldBeTrue();
        return watcher.Current;
    }
}
