using Boop.Contexts;
using Boop.Storage.PostgreSql;
using Boop.Testing;
using Boop.Testing.PostgreSql;
using Npgsql;

namespace Boop.Storage.Tests;

/// <summary>What the journal does when a record, a lock or the connection fails.</summary>
public sealed class PostgreSqlJournalTests(PostgreSqlFixture fixture) : IAsyncLifetime
{
    private const int AppendFailed = 5024;
    private const int RecordNotPrepared = 5026;

    private static readonly VendorId Vendor = VendorId.Parse("ven_1");
    private static readonly VendorId Other = VendorId.Parse("ven_2");
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly BatchGate _gate = new();
    private PostgreSqlBench _bench = null!;
    private PostgreSqlStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await PostgreSqlBench.CreateAsync(fixture);
        _store = await _bench.OpenAsync(options => options with { JournalCapacity = 64, Seams = new BatchSeams { Write = _gate.PassAsync } });
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _bench.Dispose();
    }

    [Fact]
    public async Task A_record_that_cannot_be_stored_fails_alone_among_its_batch()
    {
        OwnerEpoch epoch = await ClaimAsync(Vendor);
        _bench.Logs.Expect(AppendFailed);
        await PoisonAsync();
        string[] ids = [.. Enumerable.Range(0, 50).Select(i => i == 25 ? "poison" : $"c{i}")];
        Task<AppendAnswer>[] appends = await GatherAsync(() => [.. ids.Select(id => AcceptAsync(Vendor, epoch, id))]);

        for (int i = 0; i < ids.Length; i++)
            (await Cap.Within(appends[i], "the append is answered")).ShouldBe(ids[i] == "poison" ? AppendAnswer.Unavailable : AppendAnswer.Written);
        _bench.Logs.Entries.Count(entry => entry.EventId == AppendFailed).ShouldBe(1);
        (await CountAsync()).ShouldBe(49);
    }

    [Fact]
    public async Task Appends_that_are_fenced_or_fit_in_part_fail_alone_among_their_batch()
    {
        OwnerEpoch former = await ClaimAsync(Vendor);
        await AcceptAsync(Vendor, former, "taken");
        OwnerEpoch owner = await ClaimAsync(Vendor);
        Task<AppendAnswer>[] appends = await GatherAsync(() =>
        [
            AcceptAsync(Vendor, owner, "before"),
            _store.Journal.AppendAsync(Vendor, owner, [Accepted("fresh"), Accepted("taken")]),
            AcceptAsync(Vendor, former, "stale"),
            AcceptAsync(Vendor, owner, "taken"),
            AcceptAsync(Vendor, owner, "after"),
        ]);
        (await Cap.Within(Task.WhenAll(appends), "the appends are answered"))
            .ShouldBe([AppendAnswer.Written, AppendAnswer.Conflict, AppendAnswer.Fenced, AppendAnswer.Conflict, AppendAnswer.Written]);
        (await FindAsync("fresh")).ShouldBeNull("an append is stored whole or not at all");
        (await FindAsync("after")).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_whose_answer_is_lost_is_answered_when_the_database_tells_whether_it_happened(bool happened)
    {
        OwnerEpoch former = await ClaimAsync(Vendor);
        OwnerEpoch epoch = await ClaimAsync(Vendor);
        await AcceptAsync(Vendor, epoch, "taken");
        _gate.Lose(happened);
        Task<AppendAnswer>[] appends = await GatherAsync(() =>
        [
            AcceptAsync(Vendor, epoch, "c"),
            AcceptAsync(Vendor, former, "stale"),
            AcceptAsync(Vendor, epoch, "taken"),
            AcceptAsync(Vendor, epoch, "d"),
        ]);
        AppendAnswer[] answers = await Cap.Within(Task.WhenAll(appends), "the appends are answered");
        if (happened)
            answers.ShouldBe([AppendAnswer.Written, AppendAnswer.Fenced, AppendAnswer.Conflict, AppendAnswer.Written]);
        else
            answers.ShouldAllBe(answer => answer == AppendAnswer.Unavailable);
        (await FindAsync("c") is not null).ShouldBe(happened);
        (await FindAsync("d") is not null).ShouldBe(happened);
        (await AcceptUntilWrittenAsync(epoch)).ShouldBe(AppendAnswer.Written);
    }

    [Fact]
    public async Task A_batch_that_was_given_up_is_refused_when_it_arrives_late()
    {
        OwnerEpoch epoch = await ClaimAsync(Vendor);
        string journal = (string)(await _bench.ScalarAsync("SELECT journal_id FROM journals"))!;
        long number = (long)(await _bench.ScalarAsync("SELECT batch FROM journals"))!;
        _gate.Lose(happened: false);
        (await Cap.Within(AcceptAsync(Vendor, epoch, "c"), "the append is answered")).ShouldBe(AppendAnswer.Unavailable);

        // As the lost connection would have sent it.
        string late = $$"""
            SELECT write_batch('{{journal}}', {{number}}, {{number + 1}}, '{ven_1}', '{}', '[{"vendor":"ven_1","epoch":{{epoch.Value}},"records":
            [{"kind":"accepted","context":"c","requirements":"{}","at":0,"deadline":0}]}]', true)
            """;
        (await Should.ThrowAsync<PostgresException>(() => _bench.RunAsync(late))).SqlState.ShouldBe("BP002");
        (await FindAsync("c")).ShouldBeNull("it was answered as not written");
    }

    [Fact]
    public async Task A_vendor_that_another_transaction_holds_keeps_no_other_from_being_written()
    {
        OwnerEpoch held = await ClaimAsync(Vendor);
        OwnerEpoch free = await ClaimAsync(Other);
        await using (NpgsqlConnection holder = await _bench.Server.ConnectAsync(_bench.ConnectionString))
        {
            await using NpgsqlTransaction transaction = await holder.BeginTransactionAsync(Cancellation);
            await holder.ExecuteAsync("SELECT FROM owners WHERE vendor_id = 'ven_1' FOR UPDATE", [], Cancellation);
            Task<AppendAnswer>[] appends = await GatherAsync(() => [AcceptAsync(Vendor, held, "held"), AcceptAsync(Other, free, "free")]);
            (await Cap.Within(appends[1], "the free vendor's append is answered")).ShouldBe(AppendAnswer.Written);
            (await Cap.Within(appends[0], "the held vendor's append is answered")).ShouldBe(AppendAnswer.Unavailable);
            await Should.ThrowAsync<StoreUnavailableException>(() => _store.Contexts.ClaimAsync(Vendor, Cancellation));
        }

        (await AcceptAsync(Vendor, held, "held")).ShouldBe(AppendAnswer.Written);
    }

    [Fact]
    public async Task A_database_that_cannot_be_written_fails_the_check_at_once_and_heals()
    {
        OwnerEpoch epoch = await ClaimAsync(Vendor);
        await _store.Contexts.CheckWritableAsync(Cancellation);
        await _bench.RunAsync("REVOKE UPDATE ON journals FROM boop");
        await Should.ThrowAsync<StoreUnavailableException>(() => _store.Contexts.CheckWritableAsync(Cancellation));
        (await AcceptAsync(Vendor, epoch, "c")).ShouldBe(AppendAnswer.Unavailable);
        (await FindAsync("c")).ShouldBeNull("what can be read is read meanwhile");

        await _bench.RunAsync("GRANT UPDATE ON journals TO boop");
        (await AcceptUntilWrittenAsync(epoch)).ShouldBe(AppendAnswer.Written);
        await _store.Contexts.CheckWritableAsync(Cancellation);
    }

    [Fact]
    public async Task A_record_that_cannot_be_encoded_is_an_answer_and_no_exception()
    {
        OwnerEpoch epoch = await ClaimAsync(Vendor);
        _bench.Logs.Expect(RecordNotPrepared);
        JournalRecord.Accepted torn = new(Id("c"), new Requirements(ContextKind.Entrance) { Description = "secret\ud800" }, Noon, Noon);
        JournalRecord.Decided nobodys = new(Id("c"), new Outcome.Succeeded(default, [], [], Noon));
        (await _store.Journal.AppendAsync(Vendor, epoch, [torn])).ShouldBe(AppendAnswer.Unavailable, "a lone surrogate is no text");
        (await _store.Journal.AppendAsync(Vendor, epoch, [nobodys])).ShouldBe(AppendAnswer.Unavailable);
        _bench.Logs.AllText.ShouldNotContain("secret");
        (await AcceptAsync(Vendor, epoch, "c")).ShouldBe(AppendAnswer.Written);
    }

    [Fact]
    public async Task A_full_queue_answers_at_once_and_what_it_took_is_written()
    {
        OwnerEpoch epoch = await ClaimAsync(Vendor);
        Task<AppendAnswer>[] appends = await GatherAsync(() =>
        {
            Task<AppendAnswer>[] all = [.. Enumerable.Range(0, 65).Select(i => AcceptAsync(Vendor, epoch, $"c{i}"))];
            all[64].IsCompleted.ShouldBeTrue();
            return all;
        });
        (await appends[64]).ShouldBe(AppendAnswer.Unavailable);
        (await Cap.Within(Task.WhenAll(appends[..64]), "the appends are answered")).ShouldAllBe(answer => answer == AppendAnswer.Written);
    }

    [Fact]
    public async Task Closing_the_store_writes_what_it_took_and_takes_no_more()
    {
        OwnerEpoch epoch = await ClaimAsync(Vendor);
        Task<AppendAnswer>[] appends = [.. Enumerable.Range(0, 60).Select(i => AcceptAsync(Vendor, epoch, $"c{i}"))];
        await _store.DisposeAsync();
        (await Cap.Within(Task.WhenAll(appends), "the appends are answered")).ShouldAllBe(answer => answer == AppendAnswer.Written);
        (await AcceptAsync(Vendor, epoch, "late")).ShouldBe(AppendAnswer.Unavailable);
        (await CountAsync()).ShouldBe(60);
    }

    private static ContextId Id(string text) => ContextId.Parse(text);

    private static JournalRecord.Accepted Accepted(string id) =>
        new(Id(id), new Requirements(ContextKind.Entrance), Noon, Noon.AddSeconds(30));

    private Task<AppendAnswer> AcceptAsync(VendorId vendor, OwnerEpoch epoch, string id) =>
        _store.Journal.AppendAsync(vendor, epoch, [Accepted(id)]);

    private Task<StoredContext?> FindAsync(string id) => _store.Contexts.FindAsync(Vendor, Id(id), Cancellation);

    private async Task<OwnerEpoch> ClaimAsync(VendorId vendor) => (await _store.Contexts.ClaimAsync(vendor, Cancellation)).Epoch;

    private async Task<long> CountAsync() => (long)(await _bench.ScalarAsync("SELECT count(*) FROM contexts"))!;

    /// <summary>Lets appends gather behind a batch that is held, so that they share the next one.</summary>
    private async Task<Task<AppendAnswer>[]> GatherAsync(Func<Task<AppendAnswer>[]> append)
    {
        Task held = _gate.HoldAsync();
        Task probe = _store.Contexts.CheckWritableAsync(Cancellation);
        await Cap.Within(held, "a batch is under way");
        Task<AppendAnswer>[] appends = append();
        _gate.Release();
        await Cap.Within(probe, "the store is checked");
        return appends;
    }

    /// <summary>Until the next attempt to connect is due, everything is refused.</summary>
    private Task<AppendAnswer> AcceptUntilWrittenAsync(OwnerEpoch epoch) => Cap.Within(
        Task.Run(async () =>
        {
            AppendAnswer answer = AppendAnswer.Unavailable;
            for (int i = 0; answer is AppendAnswer.Unavailable && !Cancellation.IsCancellationRequested; i++)
                answer = await AcceptAsync(Vendor, epoch, $"again-{i}");
            return answer;
        }),
        "the store can be written again");

    private Task PoisonAsync() => _bench.RunAsync(
        """
        CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF new.context_id = 'poison' THEN RAISE 'no'; END IF;
            RETURN new;
        END $$;
        CREATE TRIGGER poison BEFORE INSERT ON contexts FOR EACH ROW EXECUTE FUNCTION poison();
        """);
}
