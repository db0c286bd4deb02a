using System.Text;
using Boop.Contexts;
using Boop.Identity;
using Boop.Storage.Rows;
using Boop.Storage.Sqlite;
using Boop.Testing;
using Boop.Trust;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Boop.Storage.Tests;

public sealed class SqliteStoreTests : StoreRaceContract
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("boop-store-").FullName;
    private readonly SteppingTime _time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    private string Database => Path.Combine(_folder, "boop.db");

    [Fact]
    public async Task The_journals_own_connection_is_fully_synchronous()
    {
        (await ClaimAsync()).Epoch.Value.ShouldBe(1);
        ((SqliteStoreUnderTest)Store).Sqlite.Synchronous.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_written_outlives_a_restart()
    {
        await AcceptAsync(await ClaimAsync(), "c");
        await ReopenAsync();
        (await ClaimAsync()).Unsettled.ShouldHaveSingleItem().Requirements.ShouldBe(Payment);
    }

    [Fact]
    public async Task What_was_written_outlives_a_crash_without_a_clean_close()
    {
        await AcceptAsync(await ClaimAsync(), "c");
        string copy = System.IO.Directory.CreateTempSubdirectory("boop-crash-").FullName;
        CopyFolder(_folder, copy);
        await using SqliteStore store = Open(copy);
        VendorClaim claim = await store.Contexts.ClaimAsync(Vendor, TestContext.Current.CancellationToken);
        claim.Unsettled.ShouldHaveSingleItem().Id.ShouldBe(Id("c"));
        claim.Epoch.Value.ShouldBe(2);
        await store.DisposeAsync();
        System.IO.Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task No_file_of_the_store_holds_a_value_in_clear_and_a_settled_outcome_has_lost_its_key()
    {
        VendorClaim claim = await ClaimAsync();
        await AcceptAsync(claim, "c");
        await AppendAsync(claim, new JournalRecord.Decided(Id("c"), Success));
        await Store.Directory.AddPersonAsync(
            new PersonRecord(PersonId.New()) { Values = [new KnownValue(AttributeName.Parse("email"), "sentinel@example.org")] },
            TestContext.Current.CancellationToken);
        FilesHolding("sentinel@example.org").ShouldBeEmpty();
        FilesHolding("usr_1").ShouldNotBeEmpty("the search finds what is there");
        CountKeys().ShouldBe(1);

        await AppendAsync(claim, new JournalRecord.Settled(Id("c"), true, _time.GetUtcNow()));
        CountKeys().ShouldBe(0);
        FilesHolding("sentinel@example.org").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_another_server_holds_is_refused_and_a_command_may_write_beside_it()
    {
        Should.Throw<DataFolderException>(() => Open(_folder)).Message.ShouldContain("in use by another boop server");
        await using SqliteStore beside = SqliteStore.Open(
            new SqliteStoreOptions(_folder) { IsExclusive = false }, Ring(_folder), _time, NullLogger.Instance);
        long before = await Store.Directory.GetVersionAsync(TestContext.Current.CancellationToken);
        await beside.Directory.AddVendorAsync(new VendorRecord(Vendor, "Beside", "EUR"), TestContext.Current.CancellationToken);
        (await Store.Directory.GetVersionAsync(TestContext.Current.CancellationToken)).ShouldBeGreaterThan(before);
    }

    [Theory]
    [InlineData("this is no database at all, but long enough to be read as the header of one ............................")]
    public void A_file_that_is_no_database_is_named_with_the_cure(string content)
    {
        string folder = System.IO.Directory.CreateTempSubdirectory("boop-bad-").FullName;
        File.WriteAllText(Path.Combine(folder, "boop.db"), content);
        DataFolderException fault = Should.Throw<DataFolderException>(() => Open(folder));
        fault.Message.ShouldContain("damaged");
        fault.Message.ShouldContain(folder);
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_and_a_database_of_a_newer_boop_are_named_with_the_cure()
    {
        Should.Throw<DataFolderException>(() => Open("/proc/boop")).Message.ShouldContain("--data");
        string folder = System.IO.Directory.CreateTempSubdirectory("boop-new-").FullName;
        using (SqliteConnection connection = new($"Data Source={Path.Combine(folder, "boop.db")};Pooling=False"))
        {
            connection.Open();
            Run(connection, "PRAGMA user_version = 999");
        }

        Should.Throw<DataFolderException>(() => Open(folder)).Message.ShouldContain("newer boop");
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Files_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (string file in System.IO.Directory.GetFiles(_folder, "boop.*"))
            (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(UnixFileMode.None, file);
    }

    [Fact]
    public async Task A_step_of_the_hosts_clock_moves_nothing()
    {
        DateTimeOffset first = (await ClaimAsync()).Now;
        foreach (TimeSpan step in new[] { TimeSpan.FromMinutes(-2), TimeSpan.FromMinutes(2) })
        {
            _time.Step(step);
            (await ClaimAsync()).Now.ShouldBe(first);
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        (await ClaimAsync()).Now.ShouldBe(first.AddSeconds(1));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(9_999, 1)]
    [InlineData(10_000, 1)]
    public void Times_are_rounded_up_to_milliseconds(long ticks, long milliseconds) =>
        StoreTime.ToStored(DateTimeOffset.UnixEpoch.AddTicks(ticks)).ShouldBe(milliseconds);

    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new SqliteStoreUnderTest(Open(_folder)));

    protected override Task<StoreUnderTest> OpenRivalAsync() => Task.FromResult<StoreUnderTest>(new Rival(Store));

    protected override void CleanUp() => System.IO.Directory.Delete(_folder, recursive: true);

    private static KeyRing Ring(string folder) => KeyRing.LoadOrCreate(KeyRing.PathIn(folder));

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are constants of these tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (string file in System.IO.Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            if (OperatingSystem.IsWindows())
                System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            else
                System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (Path.GetFileName(file) != "boop.lock")
                File.Copy(file, target);
        }
    }

    private SqliteStore Open(string folder) =>
        SqliteStore.Open(new SqliteStoreOptions(folder), Ring(_folder), _time, NullLogger.Instance);

    private long CountKeys()
    {
        using SqliteConnection connection = new($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM contexts WHERE values_key IS NOT NULL OR values_sealed IS NOT NULL";
        return (long)command.ExecuteScalar()!;
    }

    private List<string> FilesHolding(string text)
    {
        byte[] sought = Encoding.UTF8.GetBytes(text);
        return [.. System.IO.Directory.GetFiles(_folder, "boop.db*").Where(file => Read(file).AsSpan().IndexOf(sought) >= 0)];
    }

    private static byte[] Read(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A folder bears one server: whoever else writes does it there.</summary>
    private sealed class Rival(StoreUnderTest store) : StoreUnderTest
    {
        public override IContextStore Contexts => store.Contexts;

        public override IVendorJournal Journal => store.Journal;

        public override IDirectoryStore Directory => store.Directory;

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class SqliteStoreUnderTest(SqliteStore store) : StoreUnderTest
    {
        public SqliteStore Sqlite => store;

        public override IContextStore Contexts => store.Contexts;

        public override IVendorJournal Journal => store.Journal;

        public override IDirectoryStore Directory => store.Directory;

        public override ValueTask DisposeAsync() => store.DisposeAsync();
    }
}
