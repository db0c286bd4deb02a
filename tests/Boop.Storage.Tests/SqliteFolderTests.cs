using Boop.Contexts;
using Boop.Identity;
using Boop.Palms;
using Boop.Storage.Sqlite;
using Boop.Trust;

namespace Boop.Storage.Tests;

/// <summary>Folders and databases that cannot be used, and rows that cannot be opened.</summary>
public sealed class SqliteFolderTests : IDisposable
{
    private const int OutcomeNotOpened = 5010;
    private const int ValueNotOpened = 5011;
    private const int PalmNotOpened = 5012;

    private static readonly VendorId Vendor = VendorId.Parse("ven_1");
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SqliteFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Another_stores_key_ring_is_refused()
    {
        await _folder.Open().DisposeAsync();
        KeyRing other = KeyRing.LoadOrCreate(Path.Combine(_folder.Path, "other", "ring.json"));
        Should.Throw<DataFolderException>(() => _folder.Open(ring: other)).Message.ShouldContain("key ring does not open");
        await _folder.Open().DisposeAsync();
    }

    [Fact]
    public void A_database_of_another_program_is_left_alone()
    {
        _folder.Run("CREATE TABLE theirs (id INTEGER)");
        Should.Throw<DataFolderException>(() => _folder.Open()).Message.ShouldContain("another program");
        _folder.Scalar("SELECT count(*) FROM sqlite_schema").ShouldBe(1L);
    }

    [Fact]
    public async Task A_database_with_a_damaged_page_is_refused()
    {
        await using (SqliteStore store = _folder.Open())
        {
            for (int i = 0; i < 200; i++)
                await store.Directory.AddVendorAsync(new VendorRecord(VendorId.Parse($"ven_{i}"), "Name", "EUR"), Cancellation);
        }

        using (FileStream file = File.OpenWrite(_folder.DatabasePath))
        {
            for (long page = file.Length / 4_096 / 2; page < file.Length / 4_096; page++)
            {
                file.Position = page * 4_096;
                file.Write(new byte[1_024]);
            }
        }

        DataFolderException fault = Should.Throw<DataFolderException>(() => _folder.Open());
        fault.Message.ShouldContain("damaged");
        fault.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_store_that_another_program_has_locked_is_named_as_such_and_the_folder_is_let_go()
    {
        await _folder.Open().DisposeAsync();
        using (var holder = _folder.Connect())
        {
            holder.Execute("BEGIN EXCLUSIVE");
            Should.Throw<DataFolderException>(() => _folder.Open()).Message.ShouldContain("held by another program");
            holder.Execute("ROLLBACK");
        }

        await _folder.Open().DisposeAsync();
    }

    [Fact]
    public void A_file_in_the_folders_place_is_named_with_the_cure()
    {
        string path = Path.Combine(_folder.Path, "file");
        File.WriteAllText(path, "");
        Should.Throw<DataFolderException>(() => _folder.Open(_ => new SqliteStoreOptions(path))).Message.ShouldContain("--data");
    }

    [Fact]
    public async Task A_database_that_others_could_read_becomes_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        await _folder.Open().DisposeAsync();
        File.SetUnixFileMode(_folder.DatabasePath, (UnixFileMode)0b110_100_100);
        await using SqliteStore store = _folder.Open();
        string[] files = Directory.GetFiles(_folder.Path, "boop.*");
        files.ShouldContain(_folder.DatabasePath + "-wal");
        foreach (string file in files)
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    [Fact]
    public void Two_processes_that_start_at_once_make_one_store()
    {
        // Stores that are no servers hold no lock: they race for the schema.
        Parallel.For(0, 8, _ =>
        {
            SqliteStore store = _folder.Open(options => options with { IsExclusive = false });
            store.DisposeAsync().AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        });
        _folder.Scalar("SELECT count(*) FROM key_check").ShouldBe(1L);
    }

    [Fact]
    public async Task Beside_the_server_nobody_has_a_journal()
    {
        await using SqliteStore store = _folder.Open(options => options with { IsExclusive = false });
        Should.Throw<InvalidOperationException>(() => store.Journal);
        Should.Throw<InvalidOperationException>(() => store.Contexts);
    }

    [Fact]
    public async Task Rows_that_do_not_open_take_nothing_else_with_them()
    {
        PersonId person = PersonId.New();
        await using SqliteStore store = _folder.Open();
        await store.Directory.AddPersonAsync(
            new PersonRecord(person)
            {
                Values = [Value("email"), Value("phone")],
                Palms = [.. new[] { Hand.Left, Hand.Right }.Select(hand => new EnrolledPalm<PersonId>(person, hand, SyntheticPalm.Of("a", hand).Enrolled))],
            },
            Cancellation);
        VendorClaim claim = await store.Contexts.ClaimAsync(Vendor, Cancellation);
        foreach (string id in new[] { "bad", "good" })
        {
            Outcome.Succeeded success = new(UserId.Parse("usr"), [new ReleasedValue(AttributeName.Parse("email"), id)], [], Noon);
            await store.Journal.AppendAsync(
                Vendor,
                claim.Epoch,
                [
                    new JournalRecord.Accepted(ContextId.Parse(id), new Requirements(ContextKind.Entrance), Noon, Noon.AddSeconds(30)),
                    new JournalRecord.Decided(ContextId.Parse(id), success),
                ]);
        }

        // Moved from one row to another: sealed values are bound to their place.
        _folder.Run("UPDATE person_values SET value_sealed = (SELECT value_sealed FROM person_values WHERE name = 'phone') WHERE name = 'email'");
        _folder.Run("UPDATE palms SET template_sealed = (SELECT template_sealed FROM palms WHERE hand = 'right') WHERE hand = 'left'");
        _folder.Run("UPDATE contexts SET values_key = (SELECT values_key FROM contexts WHERE context_id = 'good') WHERE context_id = 'bad'");
        _folder.Logs.Expect(OutcomeNotOpened);
        _folder.Logs.Expect(ValueNotOpened);
        _folder.Logs.Expect(PalmNotOpened);

        (await store.Directory.FindPersonAsync(person, Vendor, Cancellation))!.Values.ShouldBe([Value("phone")]);
        (await store.Directory.LoadPalmsAsync(Cancellation)).ShouldHaveSingleItem().Hand.ShouldBe(Hand.Right);
        VendorClaim next = await store.Contexts.ClaimAsync(Vendor, Cancellation);
        next.Unsettled[0].Outcome.ShouldBeOfType<Outcome.Succeeded>().IsErased.ShouldBeTrue();
        next.Unsettled[1].Outcome.ShouldBeOfType<Outcome.Succeeded>().Released.ShouldHaveSingleItem();
        int[] told = [.. _folder.Logs.Entries.Select(entry => entry.EventId).Order()];
        told.ShouldBe([OutcomeNotOpened, ValueNotOpened, PalmNotOpened]);
    }

    [Fact]
    public async Task What_was_accepted_before_the_hosts_clock_was_set_back_leaves_the_window_in_time()
    {
        await using (SqliteStore store = _folder.Open())
        {
            VendorClaim claim = await store.Contexts.ClaimAsync(Vendor, Cancellation);
            JournalRecord.Accepted accepted = new(
                ContextId.Parse("c"), new Requirements(ContextKind.Entrance), claim.Now, claim.Now.AddSeconds(30));
            await store.Journal.AppendAsync(Vendor, claim.Epoch, [accepted]);
        }

        _folder.Time.Step(TimeSpan.FromHours(-1));
        await using SqliteStore again = _folder.Open();
        VendorClaim next = await again.Contexts.ClaimAsync(Vendor, Cancellation);
        next.RecentAcceptances.ShouldHaveSingleItem().ShouldBe(next.Now);
    }

    private static KnownValue Value(string name) => new(AttributeName.Parse(name), $"the {name}");
}
