using Boop.Contexts;
using Boop.Storage.Sqlite;
using Boop.Testing;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Boop.Storage.Tests;

/// <summary>What the journal does when the disk, the database or a record fails.</summary>
public sealed class SqliteJournalTests : IDisposable
{
    private const int RecordNotPrepared = 5001;
    private const int AppendFailed = 5006;

    private static readonly VendorId Vendor = VendorId.Parse("ven_1");
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SqliteFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task While_another_program_holds_the_store_appends_wait_and_then_all_of_them_are_written()
    {
        await using SqliteStore store = _folder.Open();
        OwnerEpoch epoch = await ClaimAsync(store);
        Task<AppendAnswer[]> appends;
        using (SqliteConnection holder = Hold())
        {
            Task waiting = _folder.Time.ArmedAsync(JournalWriter.LockPoll);
            appends = Task.WhenAll(Enumerable.Range(0, 100).Select(i => AcceptAsync(store, epoch, $"c{i}")));
            await waiting;
            waiting = _folder.Time.ArmedAsync(JournalWriter.LockPoll);
            _folder.Time.Advance(TimeSpan.FromSeconds(1));
            await waiting;
            appends.IsCompleted.ShouldBeFalse();
            holder.Execute("ROLLBACK");
        }

        (await _folder.Time.PassUntil(appends, "the appends are answered")).ShouldAllBe(answer => answer == AppendAnswer.Written);
    }

    [Fact]
    public async Task A_store_that_stays_locked_is_unavailable_in_bounded_time_and_heals()
    {
        await using SqliteStore store = _folder.Open();
        OwnerEpoch epoch = await ClaimAsync(store);
        using (SqliteConnection holder = Hold())
        {
            (await _folder.Time.PassUntil(AcceptAsync(store, epoch, "meanwhile"), "the append is answered")).ShouldBe(AppendAnswer.Unavailable);
            Task<bool> check = Fails(store.Contexts.CheckWritableAsync(Cancellation));
            (await _folder.Time.PassUntil(check, "the check is answered")).ShouldBeTrue();
            Task<bool> claim = Fails(store.Contexts.ClaimAsync(Vendor, Cancellation));
            (await _folder.Time.PassUntil(claim, "the claim is answered")).ShouldBeTrue();
            holder.Execute("ROLLBACK");
        }

        (await FindAsync(store, "meanwhile")).ShouldBeNull();
        (await AcceptAsync(store, epoch, "after")).ShouldBe(AppendAnswer.Written);
        await store.Contexts.CheckWritableAsync(Cancellation);
    }

    [Fact]
    public async Task A_record_that_cannot_be_stored_fails_alone_among_its_batch()
    {
        await using SqliteStore store = _folder.Open();
        OwnerEpoch epoch = await ClaimAsync(store);
        _folder.Logs.Expect(AppendFailed);
        _folder.Run("CREATE TRIGGER poison BEFORE INSERT ON contexts WHEN new.context_id = 'poison' BEGIN SELECT RAISE(ABORT, 'no'); END");
        string[] ids = [.. Enumerable.Range(0, 50).Select(i => i == 25 ? "poison" : $"c{i}")];
        long before = Batches();
        Task<AppendAnswer[]> appends;
        using (SqliteConnection holder = Hold())
        {
            // All of them gather behind the lock.
            Task waiting = _folder.Time.ArmedAsync(JournalWriter.LockPoll);
            appends = Task.WhenAll(ids.Select(id => AcceptAsync(store, epoch, id)));
            await waiting;
            holder.Execute("ROLLBACK");
        }

        AppendAnswer[] answers = await _folder.Time.PassUntil(appends, "the appends are answered");
        for (int i = 0; i < ids.Length; i++)
            answers[i].ShouldBe(ids[i] == "poison" ? AppendAnswer.Unavailable : AppendAnswer.Written);
        Batches().ShouldBe(before + 1, "they shared a commit");
    }

    [Fact]
    public async Task An_append_that_fails_halfway_leaves_nothing_behind()
    {
        await using SqliteStore store = _folder.Open();
        OwnerEpoch epoch = await ClaimAsync(store);
        _folder.Logs.Expect(AppendFailed);
        _folder.Run("CREATE TRIGGER poison BEFORE UPDATE ON contexts BEGIN SELECT RAISE(ABORT, 'no'); END");
        AppendAnswer answer = await store.Journal.AppendAsync(Vendor, epoch, [Accepted("c"), new JournalRecord.ScanCounted(Id("c"), 1)]);
        _folder.Logs.Entries.Count(entry => entry.EventId == AppendFailed).ShouldBe(1);
        answer.ShouldBe(AppendAnswer.Unavailable);

        // The answer need not wait for the commit of its batch, but what is asked here must.
        await store.Contexts.CheckWritableAsync(Cancellation);
        (await FindAsync(store, "c")).ShouldBeNull();
    }

    [Fact]
    public async Task A_record_that_cannot_be_encoded_is_an_answer_and_no_exception()
    {
        await using SqliteStore store = _folder.Open();
        OwnerEpoch epoch = await ClaimAsync(store);
        _folder.Logs.Expect(RecordNotPrepared);
        JournalRecord.Accepted torn = new(Id("c"), new Requirements(ContextKind.Entrance) { Description = "secret\ud800" }, Noon, Noon);
        JournalRecord.Decided nobodys = new(Id("c"), new Outcome.Succeeded(default, [], [], Noon));
        (await store.Journal.AppendAsync(Vendor, epoch, [torn])).ShouldBe(AppendAnswer.Unavailable, "a lone surrogate is no text");
        (await store.Journal.AppendAsync(Vendor, epoch, [nobodys])).ShouldBe(AppendAnswer.Unavailable);
        _folder.Logs.AllText.ShouldNotContain("secret");
        (await AcceptAsync(store, epoch, "c")).ShouldBe(AppendAnswer.Written);
    }

    [Fact]
    public async Task A_full_disk_makes_appends_unavailable_and_the_journal_heals_when_there_is_room()
    {
        bool isFull = false;
        int opened = 0;
        JournalSeams seams = new()
        {
            Opened = _ => opened++,
            Commit = commit =>
            {
                if (isFull)
                    throw new SqliteException("full", SQLITE_FULL);
                commit();
            },
        };
        await using SqliteStore store = _folder.Open(options => options with { Seams = seams });
        OwnerEpoch epoch = await ClaimAsync(store);
        isFull = true;
        (await AcceptAsync(store, epoch, "a")).ShouldBe(AppendAnswer.Unavailable);
        (await AcceptAsync(store, epoch, "b")).ShouldBe(AppendAnswer.Unavailable);
        opened.ShouldBe(1, "the next attempt is not due");
        _folder.Time.Advance(TimeSpan.FromSeconds(10));
        (await AcceptAsync(store, epoch, "c")).ShouldBe(AppendAnswer.Unavailable);
        opened.ShouldBe(2, "tried, and still full");
        isFull = false;
        _folder.Time.Advance(TimeSpan.FromSeconds(10));
        (await AcceptAsync(store, epoch, "d")).ShouldBe(AppendAnswer.Written);
        (await store.Contexts.ClaimAsync(Vendor, Cancellation)).Unsettled.ShouldHaveSingleItem().Id.ShouldBe(Id("d"));
    }

    [Fact]
    public async Task A_statement_that_finds_the_disk_full_fails_its_batch_whole()
    {
        await using SqliteStore store = _folder.Open(options => options with
        {
            // Pages for what is there already, and few more.
            Seams = new JournalSeams { Opened = connection => connection.Execute($"PRAGMA max_page_count = {Pages(connection) + 2}") },
        });
        OwnerEpoch epoch = await ClaimAsync(store);
        string text = new('x', 30_000);
        JournalRecord large = new JournalRecord.Accepted(Id("large"), new Requirements(ContextKind.Entrance) { Description = text }, Noon, Noon);
        (await store.Journal.AppendAsync(Vendor, epoch, [large])).ShouldBe(AppendAnswer.Unavailable);
        _folder.Time.Advance(TimeSpan.FromSeconds(10));
        (await AcceptAsync(store, epoch, "small")).ShouldBe(AppendAnswer.Written);
        (await FindAsync(store, "large")).ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_whose_end_is_unknown_is_answered_when_the_store_tells_whether_it_happened(bool happened)
    {
        bool isFailing = false;
        JournalSeams seams = new()
        {
            Commit = commit =>
            {
                bool fails = isFailing;
                isFailing = false;
                if (!fails || happened)
                    commit();
                if (fails)
                    throw new SqliteException("fsync", SQLITE_IOERR, SQLITE_IOERR_FSYNC);
            },
        };
        await using SqliteStore store = _folder.Open(options => options with { Seams = seams });
        OwnerEpoch epoch = await ClaimAsync(store);
        isFailing = true;
        AppendAnswer answer = await _folder.Time.PassUntil(AcceptAsync(store, epoch, "c"), "the append is answered");
        answer.ShouldBe(happened ? AppendAnswer.Written : AppendAnswer.Unavailable);
        (await FindAsync(store, "c") is not null).ShouldBe(happened);
    }

    [Fact]
    public async Task A_full_queue_answers_at_once_and_what_it_took_is_written()
    {
        await using SqliteStore store = _folder.Open(options => options with { JournalCapacity = 4 });
        OwnerEpoch epoch = await ClaimAsync(store);
        Task<AppendAnswer>[] appends;
        using (SqliteConnection holder = Hold())
        {
            Task waiting = _folder.Time.ArmedAsync(JournalWriter.LockPoll);
            appends = [.. Enumerable.Range(0, 5).Select(i => AcceptAsync(store, epoch, $"c{i}"))];
            appends[4].IsCompleted.ShouldBeTrue();
            (await appends[4]).ShouldBe(AppendAnswer.Unavailable);
            await waiting;
            holder.Execute("ROLLBACK");
        }

        AppendAnswer[] taken = await _folder.Time.PassUntil(Task.WhenAll(appends[..4]), "the appends are answered");
        taken.ShouldAllBe(answer => answer == AppendAnswer.Written);
    }

    [Fact]
    public async Task Closing_the_store_writes_what_it_took_and_takes_no_more()
    {
        SqliteStore store = _folder.Open();
        OwnerEpoch epoch = await ClaimAsync(store);
        Task<AppendAnswer>[] appends = [.. Enumerable.Range(0, 1_000).Select(i => AcceptAsync(store, epoch, $"c{i}"))];
        await store.DisposeAsync();
        (await Cap.Within(Task.WhenAll(appends), "the appends are answered")).ShouldAllBe(answer => answer == AppendAnswer.Written);
        (await AcceptAsync(store, epoch, "late")).ShouldBe(AppendAnswer.Unavailable);
        await using SqliteStore again = _folder.Open();
        (await again.Contexts.ClaimAsync(Vendor, Cancellation)).Unsettled.Count.ShouldBe(1_000);
    }

    [Fact]
    public async Task A_destroyed_key_is_soon_gone_from_the_log_too()
    {
        await using SqliteStore store = _folder.Open();
        OwnerEpoch epoch = await ClaimAsync(store);
        await AcceptAsync(store, epoch, "c");
        Outcome.Succeeded success = new(UserId.Parse("usr_1"), [new ReleasedValue(AttributeName.Parse("email"), "a@example.org")], [], Noon);
        await store.Journal.AppendAsync(Vendor, epoch, [new JournalRecord.Decided(Id("c"), success)]);
        byte[] key = (byte[])_folder.Scalar("SELECT values_key FROM contexts")!;
        _folder.FilesHolding(key).ShouldNotBeEmpty();

        await store.Journal.AppendAsync(Vendor, epoch, [new JournalRecord.Settled(Id("c"), true, Noon)]);
        _folder.FilesHolding(key).ShouldBe(["boop.db-wal"], "the log still holds the page as it was");
        await _folder.Time.PassUntil(Task.Run(GoneAsync, Cancellation), "no file holds the key");

        async Task<bool> GoneAsync()
        {
            while (_folder.FilesHolding(key).Count > 0 && !Cancellation.IsCancellationRequested)
                await Task.Yield();
            return true;
        }
    }

    private static ContextId Id(string text) => ContextId.Parse(text);

    private static JournalRecord.Accepted Accepted(string id) =>
        new(Id(id), new Requirements(ContextKind.Entrance), Noon, Noon.AddSeconds(30));

    private static Task<AppendAnswer> AcceptAsync(SqliteStore store, OwnerEpoch epoch, string id) =>
        store.Journal.AppendAsync(Vendor, epoch, [Accepted(id)]);

    private static Task<StoredContext?> FindAsync(SqliteStore store, string id) => store.Contexts.FindAsync(Vendor, Id(id), Cancellation);

    private static async Task<OwnerEpoch> ClaimAsync(SqliteStore store) => (await store.Contexts.ClaimAsync(Vendor, Cancellation)).Epoch;

    private static async Task<bool> Fails(Task task)
    {
        await Should.ThrowAsync<StoreUnavailableException>(() => task);
        return true;
    }

    private static long Pages(SqliteConnection connection) => (long)connection.Scalar("PRAGMA page_count")!;

    /// <summary>Another program in the middle of a write.</summary>
    private SqliteConnection Hold()
    {
        SqliteConnection holder = _folder.Connect();
        holder.Execute("BEGIN IMMEDIATE");
        return holder;
    }

    private long Batches() => (long)_folder.Scalar("SELECT writes FROM probe")!;
}
