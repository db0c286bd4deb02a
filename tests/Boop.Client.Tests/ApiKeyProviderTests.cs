using System.Collections.Concurrent;
using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

public sealed class ApiKeyProviderTests : ClientTestBase
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_key_is_picked_up_by_the_next_connection()
    {
        var keys = new ConcurrentQueue<string>(["sk_first", "sk_second"]);
        BoopClient client = NewClient(With(_ => ValueTask.FromResult(keys.TryDequeue(out string? key) ? key : "none")));
        Task connecting = client.ConnectAsync(Token);
        ScriptedConnection connection = await Network.AcceptAsync();
        (await connection.LetInAsync()).GetProperty("api_key").GetString().ShouldBe("sk_first");
        await Cap.Of(connecting, "the connection");
        connection.Abort();
        await Time.PassAsync(0.5);
        (await (await Network.AcceptAsync()).LetInAsync()).GetProperty("api_key").GetString().ShouldBe("sk_second");
    }

    [Fact]
    public async Task A_provider_that_fails_fails_the_attempt_and_is_asked_again()
    {
        int asked = 0;
        BoopClient client = NewClient(With(_ => ++asked switch
        {
            1 => throw new InvalidOperationException("holds sk_sentinel_key"),
            2 => ValueTask.FromException<string>(new IOException("holds sk_sentinel_key")),
            3 => ValueTask.FromResult(""),
            _ => ValueTask.FromResult("sk_good"),
        }));
        Task connecting = client.ConnectAsync(Token);
        foreach (double pause in (double[])[0.5, 1, 2])
        {
            await Time.ArmedAsync(pause);
            client.Connection.Reason.ShouldBe(ConnectionReason.KeyUnavailable);
            Network.Attempts.ShouldBe(0);
            Time.Advance(TimeSpan.FromSeconds(pause));
        }

        await (await Network.AcceptAsync()).LetInAsync();
        await Cap.Of(connecting, "the connection");
        Log.All.ShouldContain(line => line.Contains(nameof(InvalidOperationException), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_provider_that_hangs_or_blocks_ends_with_the_attempt()
    {
        using var blocked = new ManualResetEventSlim();
        int asked = 0;
        BoopClient client = NewClient(With(_ =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                blocked.Wait(CancellationToken.None);
            }

            return new ValueTask<string>(new TaskCompletionSource<string>().Task);
        }));
        Task connecting = client.ConnectAsync(Token);
        await Time.PassAsync(10);
        await Time.PassAsync(0.5);
        await Time.PassAsync(10);
        await Time.ArmedAsync(1);
        client.Connection.Reason.ShouldBe(ConnectionReason.KeyUnavailable);
        await Cap.Of(client.DisposeAsync().AsTask(), "the disposal");
        await Should.ThrowAsync<ObjectDisposedException>(() => Cap.Of(connecting, "the end of the wait"));
        blocked.Set();
    }

    [Fact]
    public void A_key_and_a_provider_exclude_each_other()
    {
        Should.Throw<ArgumentException>(() => new BoopClient(Options with { ApiKeyProvider = static _ => ValueTask.FromResult("key") }))
            .Message.ShouldContain(nameof(BoopClientOptions.ApiKeyProvider));
        Should.Throw<ArgumentException>(() => new BoopClient(Options with { ApiKey = null })).Message.ShouldContain(nameof(BoopClientOptions.ApiKey));
    }

    private BoopClientOptions With(Func<CancellationToken, ValueTask<string>> provider) => Options with { ApiKey = null, ApiKeyProvider = provider };
}
