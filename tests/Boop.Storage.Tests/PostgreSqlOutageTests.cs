using System.Diagnostics;
using Boop.Contexts;
using Boop.Storage.PostgreSql;
using Boop.Testing;
using Boop.Testing.PostgreSql;

namespace Boop.Storage.Tests;

/// <summary>A server of its own that is killed in the middle of its work, and started again.</summary>
public sealed class PostgreSqlOutageTests
{
    private const int VendorCount = 8;

    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(2);

    // Twice as long as one look or one attempt to connect may take.
    private static readonly TimeSpan Bounded = TimeSpan.FromSeconds(14);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_answered_is_what_is_stored_whenever_PostgreSQL_is_killed()
    {
        await using PostgreSqlServer server = await PostgreSqlServer.StartAsync();
        using PostgreSqlBench bench = await PostgreSqlBench.CreateAsync(server);
        await using PostgreSqlStore store = await bench.OpenAsync();
        VendorId[] vendors = [.. Enumerable.Range(0, VendorCount).Select(i => VendorId.Parse($"ven_{i}"))];
        VendorClaim[] claims = await Task.WhenAll(vendors.Select(vendor => store.Contexts.ClaimAsync(vendor, Cancellation)));

        for (int round = 0; round < 3; round++)
        {
            using CancellationTokenSource enough = new();
            TaskCompletionSource busy = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Task<(VendorId, ContextId, AppendAnswer)[]>[] writers =
            [
                .. vendors.SelectMany((vendor, v) => Enumerable.Range(0, 4).Select(w =>
                    Task.Run(() => WriteAsync(store, vendor, claims[v].Epoch, $"{round}-{w}", busy, enough.Token)))),
            ];
            await Cap.Within(busy.Task, "appends are under way");
            await server.KillAsync();
            await RefusesPromptlyAsync(store, vendors[0], claims[0].Epoch);
            await server.RestartAsync();
            await HealsAsync(store);
            await enough.CancelAsync();

            (VendorId Vendor, ContextId Context, AppendAnswer Answer)[] told =
                [.. (await Cap.Within(Task.WhenAll(writers), "every append is answered")).SelectMany(answers => answers)];
            told.ShouldContain(append => append.Answer == AppendAnswer.Written);
            foreach ((VendorId vendor, ContextId context, AppendAnswer answer) in told)
                (await store.Contexts.FindAsync(vendor, context, Cancellation) is not null).ShouldBe(answer is AppendAnswer.Written, $"{vendor} {context} {answer}");
        }
    }

    [Fact]
    public async Task A_server_that_hangs_is_unavailable_in_bounded_time_and_what_it_does_later_is_what_was_answered()
    {
        await using PostgreSqlServer server = await PostgreSqlServer.StartAsync();
        using PostgreSqlBench bench = await PostgreSqlBench.CreateAsync(server);
        await using PostgreSqlStore store = await bench.OpenAsync();
        VendorId vendor = VendorId.Parse("ven_1");
        OwnerEpoch epoch = (await store.Contexts.ClaimAsync(vendor, Cancellation)).Epoch;
        await store.Contexts.FindWorkAsync(Cancellation);

        await server.HangAsync();
        try
        {
            Task<AppendAnswer> sent = AcceptAsync(store, vendor, epoch, "sent");
            long start = Stopwatch.GetTimestamp();
            await Should.ThrowAsync<StoreUnavailableException>(() => store.Contexts.FindWorkAsync(Cancellation));
            await Should.ThrowAsync<StoreUnavailableException>(() => store.Contexts.CheckWritableAsync(Cancellation));
            Stopwatch.GetElapsedTime(start).ShouldBeLessThan(Bounded);
            sent.IsCompleted.ShouldBeFalse("nobody knows what the server will make of it");

            // It is carried out behind the back of whoever gave it up, or never.
            await server.ResumeAsync();
            AppendAnswer answer = await Cap.Within(sent, "the append is answered");
            (await store.Contexts.FindAsync(vendor, ContextId.Parse("sent"), Cancellation) is not null).ShouldBe(answer is AppendAnswer.Written);
            await HealsAsync(store);
        }
        finally
        {
            await server.ResumeAsync();
        }
    }

    [Fact]
    public async Task A_server_that_may_lose_what_it_confirmed_is_refused()
    {
        await using PostgreSqlServer server = await PostgreSqlServer.StartAsync();
        using PostgreSqlBench bench = await PostgreSqlBench.CreateAsync(server);
        foreach (string setting in new[] { "fsync=off", "full_page_writes=off" })
        {
            await server.StopAsync();
            await server.RestartAsync(setting);
            (await Should.ThrowAsync<DatabaseException>(() => bench.OpenAsync())).Message.ShouldContain("may lose");
        }
    }

    /// <summary>One append behind the other, as fast as they are answered.</summary>
    private static async Task<(VendorId, ContextId, AppendAnswer)[]> WriteAsync(
        PostgreSqlStore store, VendorId vendor, OwnerEpoch epoch, string name, TaskCompletionSource busy, CancellationToken enough)
    {
        List<(VendorId, ContextId, AppendAnswer)> answers = [];
        for (int i = 0; !enough.IsCancellationRequested; i++)
        {
            ContextId context = ContextId.Parse($"{name}-{i}");
            AppendAnswer answer = await AcceptAsync(store, vendor, epoch, context.Value);

            // Of those that are refused at once a few are enough.
            if (answer is not AppendAnswer.Unavailable || answers.Count < 1_000)
                answers.Add((vendor, context, answer));
            if (i == 50)
                busy.TrySetResult();
            await Task.Yield();
        }

        return [.. answers];
    }

    private static Task<AppendAnswer> AcceptAsync(PostgreSqlStore store, VendorId vendor, OwnerEpoch epoch, string id) => store.Journal.AppendAsync(
        vendor, epoch, [new JournalRecord.Accepted(ContextId.Parse(id), new Requirements(ContextKind.Entrance), Noon, Noon.AddSeconds(30))]);

    private static async Task RefusesPromptlyAsync(PostgreSqlStore store, VendorId vendor, OwnerEpoch epoch)
    {
        Func<Task>[] attempts =
        [
            () => store.Contexts.CheckWritableAsync(Cancellation),
            () => store.Contexts.IsOwnerAsync(vendor, epoch, Cancellation),
            () => store.Contexts.ClaimAsync(vendor, Cancellation),
            () => store.Directory.GetVersionAsync(Cancellation),
        ];
        foreach (Func<Task> attempt in attempts)
        {
            long start = Stopwatch.GetTimestamp();
            await Should.ThrowAsync<StoreUnavailableException>(attempt);
            Stopwatch.GetElapsedTime(start).ShouldBeLessThan(Prompt);
        }
    }

    private static Task HealsAsync(PostgreSqlStore store) => Cap.Within(
        Task.Run(async () =>
        {
            while (true)
            {
                try
                {
                    await store.Contexts.CheckWritableAsync(Cancellation);
                    await store.Directory.GetVersionAsync(Cancellation);
                    return;
                }
                catch (StoreUnavailableException)
                {
                    await Task.Yield();
                }
            }
        }),
        "the store heals");
}
