using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Identity;
using Boop.Palms;

namespace Boop.Storage.Tests;

/// <summary>What every store promises, whatever database is behind it.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    protected static readonly VendorId Vendor = VendorId.Parse("ven_1");
    private static readonly VendorId Other = VendorId.Parse("ven_2");
    protected static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    protected static Requirements Payment { get; } = new(ContextKind.Payment)
    {
        Amount = 2_500,
        Currency = "EUR",
        Attributes = AttributeNames.Parse(["phone", "email"]),
        RequiredAttributes = AttributeNames.None,
        MinimumAge = 18,
        TerminalId = TerminalId.Parse("till-1"),
        Description = "Zwei Kaffee ☕",
    };

    protected static Outcome.Succeeded Success { get; } = new(
        UserId.Parse("usr_1"),
        [new ReleasedValue(AttributeName.Parse("email"), "sentinel@example.org")],
        [new Withholding(AttributeName.Parse("phone"), WithholdingReason.NotConsented)],
        Noon.AddSeconds(2));

    protected StoreUnderTest Store { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_context_comes_back_as_it_was_accepted()
    {
        VendorClaim claim = await ClaimAsync();
        (await AcceptAsync(claim, "c")).ShouldBe(AppendAnswer.Written);

        StoredContext stored = (await FindAsync("c"))!;
        stored.Requirements.ShouldBe(Payment);
        stored.Requirements.RequiredAttributes.ShouldBe(AttributeNames.None, "an empty list is not a list that was left out");
        stored.AcceptedAt.ShouldBe(Noon);
        stored.Deadline.ShouldBe(Noon.AddSeconds(30));
        stored.Outcome.ShouldBeNull();
        (await FindAsync("unknown")).ShouldBeNull();
    }

    [Fact]
    public async Task A_second_accept_of_one_id_conflicts_and_leaves_the_first_untouched()
    {
        VendorClaim claim = await ClaimAsync();
        await AcceptAsync(claim, "c");
        (await AppendAsync(claim, new JournalRecord.Accepted(Id("c"), Payment with { Amount = 1 }, Noon, Noon))).ShouldBe(AppendAnswer.Conflict);
        (await FindAsync("c"))!.Requirements.Amount.ShouldBe(2_500);
        VendorClaim other = await Store.Contexts.ClaimAsync(Other, Cancellation);
        (await Store.Journal.AppendAsync(Other, other.Epoch, [new JournalRecord.Accepted(Id("c"), Payment, Noon, Noon)]))
            .ShouldBe(AppendAnswer.Written, "another vendor's id is another context");
    }

    [Fact]
    public async Task A_context_has_one_outcome()
    {
        VendorClaim claim = await ClaimAsync();
        await AcceptAsync(claim, "c");
        (await AppendAsync(claim, new JournalRecord.Decided(Id("c"), Success))).ShouldBe(AppendAnswer.Written);
        (await AppendAsync(claim, new JournalRecord.Decided(Id("c"), new Outcome.Expired(Noon)))).ShouldBe(AppendAnswer.Conflict);
        (await AppendAsync(claim, new JournalRecord.ScanCounted(Id("c"), 1))).ShouldBe(AppendAnswer.Conflict);
        (await AppendAsync(claim, new JournalRecord.Decided(Id("unknown"), new Outcome.Expired(Noon)))).ShouldBe(AppendAnswer.Conflict);

        Outcome.Succeeded stored = (await FindAsync("c"))!.Outcome.ShouldBeOfType<Outcome.Succeeded>();
        stored.User.ShouldBe(Success.User);
        stored.Released.ShouldBe(Success.Released);
        stored.Withheld.ShouldBe(Success.Withheld);
        stored.DecidedAt.ShouldBe(Success.DecidedAt);
        stored.IsErased.ShouldBeFalse();
    }

    [Fact]
    public async Task Each_kind_of_outcome_comes_back_as_it_was_decided()
    {
        VendorClaim claim = await ClaimAsync();
        List<Outcome> outcomes =
        [
            new Outcome.Expired(Noon),
            new Outcome.Cancelled(Noon),
            .. Enum.GetValues<FailureReason>().Select(reason => new Outcome.Failed(reason, Noon)),
        ];
        for (int i = 0; i < outcomes.Count; i++)
        {
            await AcceptAsync(claim, $"c{i}");
            await AppendAsync(claim, new JournalRecord.Decided(Id($"c{i}"), outcomes[i]));
            (await FindAsync($"c{i}"))!.Outcome.ShouldBe(outcomes[i]);
        }
    }

    [Fact]
    public async Task Settling_erases_the_values_and_keeps_the_fact()
    {
        VendorClaim claim = await ClaimAsync();
        await AcceptAsync(claim, "c");
        JournalRecord.Settled settled = new(Id("c"), IsAcknowledged: true, Noon);
        (await AppendAsync(claim, settled)).ShouldBe(AppendAnswer.Conflict, "what is open cannot be settled");
        await AppendAsync(claim, new JournalRecord.Decided(Id("c"), Success));
        (await AppendAsync(claim, settled)).ShouldBe(AppendAnswer.Written);
        (await AppendAsync(claim, settled)).ShouldBe(AppendAnswer.Written, "settling twice changes nothing");

        StoredContext stored = (await FindAsync("c"))!;
        stored.IsSettled.ShouldBeTrue();
        Outcome.Succeeded outcome = stored.Outcome.ShouldBeOfType<Outcome.Succeeded>();
        outcome.IsErased.ShouldBeTrue();
        outcome.Released.ShouldBeEmpty();
        outcome.User.ShouldBe(Success.User);
    }

    [Fact]
    public async Task An_outcome_that_gave_nothing_is_not_called_erased()
    {
        VendorClaim claim = await ClaimAsync();
        await AcceptAsync(claim, "c");
        await AppendAsync(claim, new JournalRecord.Decided(Id("c"), Success with { Released = [] }));
        await AppendAsync(claim, new JournalRecord.Settled(Id("c"), true, Noon));
        (await FindAsync("c"))!.Outcome.ShouldBeOfType<Outcome.Succeeded>().IsErased.ShouldBeFalse();
    }

    [Fact]
    public async Task A_claim_brings_what_is_unsettled_and_the_window_of_acceptances()
    {
        VendorClaim first = await ClaimAsync();
        DateTimeOffset now = first.Now;
        await AppendAsync(first, new JournalRecord.Accepted(Id("old"), Payment, now.AddSeconds(-60), now.AddSeconds(-30)));
        await AppendAsync(first, new JournalRecord.Accepted(Id("young"), Payment, now.AddSeconds(-50), now.AddSeconds(-20)));
        await AppendAsync(first, new JournalRecord.Accepted(Id("open"), Payment, now, now.AddSeconds(30)));
        await AppendAsync(first, new JournalRecord.ScanCounted(Id("open"), 2));
        await AppendAsync(first, new JournalRecord.Decided(Id("old"), new Outcome.Expired(now)), new JournalRecord.Settled(Id("old"), true, now));
        await AppendAsync(first, new JournalRecord.Decided(Id("young"), Success));

        VendorClaim second = await ClaimAsync();
        second.Epoch.Value.ShouldBeGreaterThan(first.Epoch.Value);
        second.Unsettled.Select(context => context.Id.Value).ShouldBe(["young", "open"]);
        second.Unsettled[0].Outcome.ShouldBeOfType<Outcome.Succeeded>().Released.ShouldBe(Success.Released);
        second.Unsettled[1].Unrecognised.ShouldBe(2);
        second.RecentAcceptances.ShouldBe([now.AddSeconds(-50), now]);
        VendorWork work = (await Store.Contexts.FindWorkAsync(Cancellation)).ShouldHaveSingleItem();
        work.Vendor.ShouldBe(Vendor);
        work.Overdue.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_former_owner_can_append_nothing()
    {
        VendorClaim former = await ClaimAsync();
        await AcceptAsync(former, "c");
        VendorClaim owner = await ClaimAsync();
        (await AppendAsync(former, new JournalRecord.Decided(Id("c"), Success))).ShouldBe(AppendAnswer.Fenced);
        (await FindAsync("c"))!.Outcome.ShouldBeNull();
        (await AppendAsync(owner, new JournalRecord.Decided(Id("c"), Success))).ShouldBe(AppendAnswer.Written);
    }

    [Fact]
    public async Task Only_the_newest_owner_is_confirmed()
    {
        VendorClaim former = await ClaimAsync();
        (await Store.Contexts.IsOwnerAsync(Vendor, former.Epoch, Cancellation)).ShouldBeTrue();
        VendorClaim owner = await ClaimAsync();
        (await Store.Contexts.IsOwnerAsync(Vendor, former.Epoch, Cancellation)).ShouldBeFalse();
        (await Store.Contexts.IsOwnerAsync(Vendor, owner.Epoch, Cancellation)).ShouldBeTrue();
        (await Store.Contexts.IsOwnerAsync(Other, owner.Epoch, Cancellation)).ShouldBeFalse("another vendor has another owner");
    }

    [Fact]
    public async Task A_scan_is_answered_once_and_with_what_it_led_to()
    {
        VendorClaim claim = await ClaimAsync();
        await AcceptAsync(claim, "c");
        ScanReference first = new(OfferId.New(), 1);
        ScanReference second = first with { Attempt = 2 };
        ScanAnswer unrecognised = new(ScanVerdict.NotRecognised, 2);
        ScanAnswer accepted = new(ScanVerdict.Accepted, 2);
        (await AppendAsync(claim, new JournalRecord.ScanCounted(Id("c"), 1), new JournalRecord.ScanAnswered(Id("c"), first, unrecognised, Noon)))
            .ShouldBe(AppendAnswer.Written);
        JournalRecord again = new JournalRecord.ScanAnswered(Id("c"), first, accepted, Noon);
        (await AppendAsync(claim, new JournalRecord.Decided(Id("c"), Success), again)).ShouldBe(AppendAnswer.Conflict);
        (await FindAsync("c"))!.Outcome.ShouldBeNull("an append is stored whole or not at all");
        (await AppendAsync(claim, new JournalRecord.Decided(Id("c"), Success), new JournalRecord.ScanAnswered(Id("c"), second, accepted, Noon)))
            .ShouldBe(AppendAnswer.Written);

        (await FindScanAsync(first)).ShouldBe(unrecognised);
        (await FindScanAsync(second)).ShouldBe(accepted);
        (await FindScanAsync(first with { Attempt = 3 })).ShouldBeNull();
        (await Store.Contexts.FindScanAsync(Other, first, Cancellation)).ShouldBeNull("another vendor's offer is another offer");
    }

    [Fact]
    public async Task The_answers_of_scans_are_forgotten_after_ten_minutes()
    {
        VendorClaim claim = await ClaimAsync();
        await AcceptAsync(claim, "c");
        ScanReference[] scans = [.. Enumerable.Range(0, 3).Select(_ => new ScanReference(OfferId.New(), 1))];
        TimeSpan[] ages = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10) + TimeSpan.FromMilliseconds(1)];
        foreach ((ScanReference scan, TimeSpan age) in scans.Zip(ages))
            await AppendAsync(claim, new JournalRecord.ScanAnswered(Id("c"), scan, new ScanAnswer(ScanVerdict.NotRecognised, 1), Noon + age));
        (await FindScanAsync(scans[0])).ShouldBeNull();
        (await FindScanAsync(scans[1])).ShouldNotBeNull();
        (await FindScanAsync(scans[2])).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_context_that_nobody_ended_long_after_its_deadline_is_overdue()
    {
        VendorClaim claim = await ClaimAsync();
        DateTimeOffset now = claim.Now;
        await AppendAsync(claim, new JournalRecord.Accepted(Id("late"), Payment, now.AddSeconds(-40), now.AddSeconds(-10)));
        await AppendAsync(claim, new JournalRecord.Accepted(Id("decided"), Payment, now.AddSeconds(-40), now.AddSeconds(-10)));
        await AppendAsync(claim, new JournalRecord.Decided(Id("decided"), new Outcome.Expired(now)));
        await AppendAsync(claim, new JournalRecord.Accepted(Id("just"), Payment, now.AddSeconds(-31), now.AddSeconds(-1)));
        (await Store.Contexts.FindWorkAsync(Cancellation)).ShouldHaveSingleItem().Overdue.ShouldBe([Id("late")]);
    }

    [Fact]
    public async Task An_append_is_stored_whole_or_not_at_all()
    {
        VendorClaim claim = await ClaimAsync();
        await AcceptAsync(claim, "taken");
        AppendAnswer answer = await AppendAsync(
            claim,
            new JournalRecord.Accepted(Id("fresh"), Payment, Noon, Noon),
            new JournalRecord.Accepted(Id("taken"), Payment, Noon, Noon));
        answer.ShouldBe(AppendAnswer.Conflict);
        (await FindAsync("fresh")).ShouldBeNull();
    }

    [Fact]
    public async Task Among_racing_writers_each_append_succeeds_or_fails_alone()
    {
        VendorId[] vendors = [.. Enumerable.Range(0, 8).Select(i => VendorId.Parse($"ven_{i}"))];
        VendorClaim[] claims = await Task.WhenAll(vendors.Select(vendor => Store.Contexts.ClaimAsync(vendor, Cancellation)));
        VendorClaim[] newer = await Task.WhenAll(vendors.Take(2).Select(vendor => Store.Contexts.ClaimAsync(vendor, Cancellation)));
        var appends = Enumerable.Range(0, 1_200).Select(i =>
        {
            int v = i % vendors.Length;
            string id = $"c{i / vendors.Length / 3}";
            return (Vendor: v, Id: id, Answer: Store.Journal.AppendAsync(
                vendors[v], claims[v].Epoch, [new JournalRecord.Accepted(Id(id), Payment, Noon, Noon.AddSeconds(30))]));
        }).ToArray();
        await Task.WhenAll(appends.Select(append => append.Answer));

        foreach (var group in appends.GroupBy(append => (append.Vendor, append.Id)))
        {
            AppendAnswer[] answers = [.. group.Select(append => append.Answer.Result).Order()];
            if (group.Key.Vendor < newer.Length)
                answers.ShouldAllBe(answer => answer == AppendAnswer.Fenced);
            else
                answers.ShouldBe([AppendAnswer.Written, AppendAnswer.Conflict, AppendAnswer.Conflict]);
            bool isStored = await Store.Contexts.FindAsync(vendors[group.Key.Vendor], Id(group.Key.Id), Cancellation) is not null;
            isStored.ShouldBe(group.Key.Vendor >= newer.Length);
        }
    }

    [Fact]
    public async Task Whatever_an_owner_wrote_before_it_was_fenced_is_in_the_next_claim()
    {
        for (int round = 0; round < 20; round++)
        {
            VendorClaim former = await ClaimAsync();
            Task<AppendAnswer>[] appends = [.. Enumerable.Range(0, 20).Select(i => AcceptAsync(former, $"r{round}-{i}"))];
            VendorClaim next = await ClaimAsync();
            AppendAnswer[] answers = await Task.WhenAll(appends);
            HashSet<string> known = [.. next.Unsettled.Select(context => context.Id.Value)];
            for (int i = 0; i < answers.Length; i++)
                known.Contains($"r{round}-{i}").ShouldBe(answers[i] is AppendAnswer.Written);
        }
    }

    [Fact]
    public async Task The_directory_gives_back_what_was_added_and_raises_its_version()
    {
        long before = await Store.Directory.GetVersionAsync(Cancellation);
        VendorRecord vendor = new(Vendor, "Café", "EUR")
        {
            Allowed = AttributeNames.Parse(["email"]),
            PoolsScanners = true,
            KeyHashes = [[1, 2, 3], [4, 5]],
        };
        (await Store.Directory.AddVendorAsync(vendor, Cancellation)).ShouldBeTrue();
        (await Store.Directory.AddVendorAsync(vendor with { Name = "Other" }, Cancellation)).ShouldBeFalse();
        ScannerRecord scanner = new(ScannerId.Parse("scn"), Vendor, TerminalId.Parse("till-1")) { KeyHashes = [[9]], IsTrustedForConsent = true };
        (await Store.Directory.AddScannerAsync(scanner, Cancellation)).ShouldBe(AddScannerAnswer.Added);
        (await Store.Directory.AddScannerAsync(scanner, Cancellation)).ShouldBe(AddScannerAnswer.ScannerExists);
        (await Store.Directory.AddScannerAsync(scanner with { Id = ScannerId.Parse("scn2") }, Cancellation)).ShouldBe(AddScannerAnswer.TerminalTaken);
        (await Store.Directory.AddScannerAsync(scanner with { Vendor = Other }, Cancellation)).ShouldBe(AddScannerAnswer.VendorUnknown);
        await Store.Directory.SetScannerCapacityAsync(scanner.Id, 7, Cancellation);
        await Store.Directory.SetScannerCapacityAsync(scanner.Id, 7, Cancellation);

        DirectorySnapshot snapshot = await Store.Directory.LoadAsync(Cancellation);
        snapshot.Version.ShouldBe(before + 3);
        VendorRecord stored = snapshot.Vendors.ShouldHaveSingleItem();
        stored.Name.ShouldBe("Café");
        stored.PoolsScanners.ShouldBeTrue();
        stored.Allowed.ShouldBe(vendor.Allowed);
        stored.KeyHashes.Select(Convert.ToHexString).Order().ShouldBe(["010203", "0405"]);
        ScannerRecord storedScanner = snapshot.Scanners.ShouldHaveSingleItem();
        storedScanner.Capacity.ShouldBe(7);
        storedScanner.IsTrustedForConsent.ShouldBeTrue();
    }

    [Fact]
    public async Task A_person_is_seen_by_each_vendor_with_that_vendors_consent_alone()
    {
        await Store.Directory.AddVendorAsync(new VendorRecord(Vendor, "A", "EUR"), Cancellation);
        PersonId id = PersonId.New();
        PalmTemplate template = SyntheticPalm.Of("ada", Hand.Left).Enrolled;
        PersonRecord person = new(id)
        {
            Values = [new KnownValue(AttributeName.Parse("email"), "sentinel@example.org") { ExpiresAt = Noon }],
            Consents = [new VendorConsent(Vendor, AttributeNames.Parse(["email"]))],
            Palms = [new EnrolledPalm<PersonId>(id, Hand.Left, template)],
        };
        (await Store.Directory.AddPersonAsync(person with { Consents = [new VendorConsent(Other, AttributeNames.None)] }, Cancellation))
            .ShouldBe(AddPersonAnswer.VendorUnknown);
        (await Store.Directory.AddPersonAsync(person, Cancellation)).ShouldBe(AddPersonAnswer.Added);
        (await Store.Directory.AddPersonAsync(person, Cancellation)).ShouldBe(AddPersonAnswer.PersonExists);

        Person seen = (await Store.Directory.FindPersonAsync(id, Vendor, Cancellation))!;
        seen.Values.ShouldBe(person.Values);
        seen.Consent!.Attributes.ShouldBe(AttributeNames.Parse(["email"]));
        (await Store.Directory.FindPersonAsync(id, Other, Cancellation))!.Consent.ShouldBeNull();
        (await Store.Directory.FindPersonAsync(PersonId.New(), Vendor, Cancellation)).ShouldBeNull();
        EnrolledPalm<PersonId> palm = (await Store.Directory.LoadPalmsAsync(Cancellation)).ShouldHaveSingleItem();
        palm.Owner.ShouldBe(id);
        palm.Hand.ShouldBe(Hand.Left);
        palm.Template.ToBytes().ShouldBe(template.ToBytes());
    }

    [Fact]
    public async Task A_consent_is_added_where_none_is_recorded()
    {
        await Store.Directory.AddVendorAsync(new VendorRecord(Vendor, "A", "EUR"), Cancellation);
        PersonId id = PersonId.New();
        VendorConsent consent = new(Vendor, AttributeNames.Parse(["email"]));
        (await Store.Directory.AddConsentAsync(id, consent, Cancellation)).ShouldBeFalse("nobody of that id is enrolled");
        await Store.Directory.AddPersonAsync(new PersonRecord(id), Cancellation);
        (await Store.Directory.AddConsentAsync(id, new VendorConsent(Other, AttributeNames.None), Cancellation)).ShouldBeFalse("no such vendor");
        long before = await Store.Directory.GetVersionAsync(Cancellation);

        (await Store.Directory.AddConsentAsync(id, consent, Cancellation)).ShouldBeTrue();
        (await Store.Directory.AddConsentAsync(id, new VendorConsent(Vendor, AttributeNames.None), Cancellation)).ShouldBeFalse("there is one");

        (await Store.Directory.FindPersonAsync(id, Vendor, Cancellation))!.Consent!.Attributes.ShouldBe(consent.Attributes);
        (await Store.Directory.GetVersionAsync(Cancellation)).ShouldBe(before + 1);
    }

    protected static ContextId Id(string text) => ContextId.Parse(text);

    protected Task<VendorClaim> ClaimAsync() => Store.Contexts.ClaimAsync(Vendor, Cancellation);

    protected Task<AppendAnswer> AcceptAsync(VendorClaim claim, string context) =>
        AppendAsync(claim, new JournalRecord.Accepted(Id(context), Payment, Noon, Noon.AddSeconds(30)));

    protected Task<AppendAnswer> AppendAsync(VendorClaim claim, params JournalRecord[] records) =>
        Store.Journal.AppendAsync(Vendor, claim.Epoch, records);

    protected Task<StoredContext?> FindAsync(string context) => Store.Contexts.FindAsync(Vendor, Id(context), Cancellation);

    protected Task<ScanAnswer?> FindScanAsync(ScanReference scan) => Store.Contexts.FindScanAsync(Vendor, scan, Cancellation);

    protected abstract Task<StoreUnderTest> OpenAsync();

    /// <summary>Closes the store and opens it again on what it left behind.</summary>
    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = await OpenAsync();
    }

    protected abstract void CleanUp();
}
