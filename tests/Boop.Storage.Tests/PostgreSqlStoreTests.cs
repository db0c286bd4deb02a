using Boop.Contexts;
using Boop.Storage.PostgreSql;
using Boop.Testing.PostgreSql;

namespace Boop.Storage.Tests;

/// <summary>The contract on PostgreSQL, whose stores two nodes open at once, and what is PostgreSQL's own.</summary>
public sealed class PostgreSqlStoreTests(PostgreSqlFixture fixture) : StoreRaceContract
{
    private PostgreSqlBench? _bench;

    [Fact]
    public void The_journals_own_connection_waits_for_its_commits() => ((PostgreSqlStoreUnderTest)Store).PostgreSql.SynchronousCommit.ShouldBe("on");

    [Fact]
    public async Task What_was_written_outlives_a_restart_of_the_store()
    {
        await AcceptAsync(await ClaimAsync(), "c");
        await ReopenAsync();
        (await ClaimAsync()).Unsettled.ShouldHaveSingleItem().Requirements.ShouldBe(Payment);
    }

    [Fact]
    public async Task Now_is_the_databases_clock()
    {
        DateTime before = (DateTime)(await _bench!.ScalarAsync("SELECT date_trunc('milliseconds', clock_timestamp())"))!;
        DateTimeOffset now = (await ClaimAsync()).Now;
        DateTime after = (DateTime)(await _bench.ScalarAsync("SELECT clock_timestamp()"))!;
        now.UtcDateTime.ShouldBeInRange(before, after);
    }

    [Fact]
    public async Task A_claim_says_when_the_databases_clock_was_read()
    {
        long before = TimeProvider.System.GetTimestamp();
        VendorClaim claim = await ClaimAsync();
        claim.ReadAt.ShouldBeInRange(before, TimeProvider.System.GetTimestamp());
    }

    [Fact]
    public async Task No_row_holds_a_value_in_clear_and_a_settled_outcome_has_lost_its_key()
    {
        VendorClaim claim = await ClaimAsync();
        await AcceptAsync(claim, "c");
        await AppendAsync(claim, new JournalRecord.Decided(Id("c"), Success));
        (await CountAsync("contexts::text LIKE '%usr_1%'")).ShouldBe(1, "the search finds what is there");
        (await CountAsync("position('sentinel'::bytea IN values_sealed) > 0")).ShouldBe(0);
        (await CountAsync("contexts::text LIKE '%sentinel%'")).ShouldBe(0);
        (await CountAsync("values_key IS NOT NULL AND values_sealed IS NOT NULL")).ShouldBe(1);

        await AppendAsync(claim, new JournalRecord.Settled(Id("c"), true, claim.Now));
        (await CountAsync("values_key IS NOT NULL OR values_sealed IS NOT NULL")).ShouldBe(0);
    }

    [Fact]
    public async Task A_command_writes_beside_servers_and_has_no_journal()
    {
        await using PostgreSqlStore beside = await _bench!.OpenAsync(options => options with { IsServer = false });
        long before = await Store.Directory.GetVersionAsync(Cancellation);
        await beside.Directory.AddVendorAsync(new VendorRecord(Vendor, "Beside", "EUR"), Cancellation);
        (await Store.Directory.GetVersionAsync(Cancellation)).ShouldBe(before + 1);
        Should.Throw<InvalidOperationException>(() => beside.Journal);
        Should.Throw<InvalidOperationException>(() => beside.Contexts);
    }

    [Fact]
    public async Task An_epoch_that_a_replica_never_heard_of_is_not_given_out_again()
    {
        VendorClaim former = await ClaimAsync();

        // As on a replica that lagged behind when it took over.
        await _bench!.RunAsync($"UPDATE owners SET epoch = {former.Epoch.Value - 1}");
        await using StoreUnderTest rival = await OpenAsync();
        VendorClaim next = await rival.Contexts.ClaimAsync(Vendor, Cancellation);
        next.Epoch.ShouldNotBe(former.Epoch);
        (await AcceptAsync(former, "c")).ShouldBe(AppendAnswer.Fenced);
    }

    [Fact]
    public async Task Scanners_that_are_added_at_once_never_share_a_terminal()
    {
        await Store.Directory.AddVendorAsync(new VendorRecord(Vendor, "A", "EUR"), Cancellation);
        await using StoreUnderTest rival = await OpenAsync();
        for (int round = 0; round < 10; round++)
        {
            AddScannerAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? Store : rival).Directory.AddScannerAsync(
                new ScannerRecord(ScannerId.Parse($"scn_{round}_{i}"), Vendor, TerminalId.Parse($"till-{round}")), Cancellation)));
            answers.Count(answer => answer is AddScannerAnswer.Added).ShouldBe(1);
            answers.Count(answer => answer is AddScannerAnswer.TerminalTaken).ShouldBe(19);
        }
    }

    protected override async Task<StoreUnderTest> OpenAsync()
    {
        _bench ??= await PostgreSqlBench.CreateAsync(fixture);
        return new PostgreSqlStoreUnderTest(await _bench.OpenAsync());
    }

    protected override Task<StoreUnderTest> OpenRivalAsync() => OpenAsync();

    protected override void CleanUp() => _bench?.Dispose();

    private async Task<long> CountAsync(string condition) => (long)(await _bench!.ScalarAsync($"SELECT count(*) FROM contexts WHERE {condition}"))!;

    private sealed class PostgreSqlStoreUnderTest(PostgreSqlStore store) : StoreUnderTest
    {
        public PostgreSqlStore PostgreSql => store;

        public override IContextStore Contexts => store.Contexts;

        public override IVendorJournal Journal => store.Journal;

        public override IDirectoryStore Directory => store.Directory;

        public override ValueTask DisposeAsync() => store.DisposeAsync();
    }
}
