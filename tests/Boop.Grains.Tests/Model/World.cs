using Boop.Contexts;
using Boop.Grains.Contracts;
using Boop.Grains.Directory;
using Boop.Grains.Nodes;
using Boop.Grains.Recognition;
using Boop.Grains.Scanners;
using Boop.Grains.Vendors;
using Boop.Identity;
using Boop.Palms;
using Boop.Storage;
using Boop.Testing;
using Boop.Trust;

namespace Boop.Grains.Tests.Model;

/// <summary>
/// One vendor with two scanners: the real grains, over a store, a clock, an identification and a delivery of messages that move only when
/// the test lets them. All on one thread, so that the same steps give the same story.
/// </summary>
internal sealed class World
{
    public static readonly AttributeNames Email = AttributeNames.Parse(["email"]);

    private static readonly VendorId VendorKey = VendorId.Parse("ven_model");
    private static readonly ScannerId[] Tills = [ScannerId.Parse("scn_1"), ScannerId.Parse("scn_2")];
    private static readonly SyntheticPalm Known = SyntheticPalm.Of("ada", Hand.Right);
    private static readonly PersonId Person = PersonId.Parse("per_ada");
    private static readonly DirectoryCache Directory = CreateDirectory();
    private static readonly UserIds UserIds = CreateUserIds();
    private static readonly PalmCapture[] Captures =
    [
        new(Known.Capture(new Random(1)).Template.ToBytes(), 90, IsLeftHand: false, AttributeNames.None),
        new(SyntheticPalm.Of("mallory", Hand.Right).Capture(new Random(2)).Template.ToBytes(), 90, IsLeftHand: false, AttributeNames.None),
        new(Known.Capture(new Random(3)).Template.ToBytes(), 5, IsLeftHand: false, AttributeNames.None),
        new(new byte[3], 90, IsLeftHand: false, AttributeNames.None),
    ];

    private readonly List<Activation> _activations = [];
    private readonly Mailbox _outside = new();
    private readonly JudgeDesk _judges = new();
    private readonly PalmGallery _gallery;
    private long _sequence;

    public World()
    {
        _gallery = new PalmGallery(_judges);
        _gallery.Replace([new EnrolledPalm<PersonId>(Person, Hand.Right, Known.Enrolled)]);
        Writings = new WritingPromises(this);
        Screens = new ScreenPromises(this);
        Telling = new TellingPromises(this);
        Vendor = new Seat(this, GrainId.Create("vendor", VendorKey.Value), CreateVendor);
        ScannerSeats = Tills.ToDictionary(till => till, till => new Seat(this, GrainId.Create("scanner", till.Value), CreateScanner));
    }

    public static IReadOnlyList<KnownValue> KnownOfPerson { get; } = [new KnownValue(AttributeName.Parse("email"), "ada@example.org")];

    public static IReadOnlyList<ScannerId> Scanners => Tills;

    public SteppingTime Time { get; } = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>How long an owner waits for a message that may only be late.</summary>
    public static readonly TimeSpan GapPatience = TimeSpan.FromSeconds(1);

    /// <summary>All of it is on one node, which does not die.</summary>
    private SessionNodes Nodes { get; } = new(new ClusterView(new NodeId("model")));

    public DateTimeOffset Now => Time.GetUtcNow();

    public Verdict Verdict { get; } = new();

    public ModelStore Store { get; } = new();

    public WritingPromises Writings { get; }

    public ScreenPromises Screens { get; }

    public TellingPromises Telling { get; }

    public Seat Vendor { get; }

    public IReadOnlyDictionary<ScannerId, Seat> ScannerSeats { get; }

    public List<ModelVendor> Sessions { get; } = [];

    public List<ModelScanner> ScannerSessions { get; } = [];

    /// <summary>Every offer that was ever on a screen, newest last.</summary>
    public List<(ScannerId Scanner, OfferId Offer)> Shown { get; } = [];

    /// <summary>The session that counts: let in by the vendor's present owner.</summary>
    public ModelVendor? Live => Sessions.FindLast(session => session.IsOpen && session.AttachedTo == Vendor.Current);

    /// <summary>No turn of any grain waits, and no scan is being judged.</summary>
    public bool IsAtRest => _judges.IsEmpty && _activations.TrueForAll(activation => activation.Mailbox.IsEmpty);

    public static PalmCapture CaptureOf(ModelPalm palm) => Captures[(int)palm];

    public static TerminalId TerminalOf(ScannerId scanner) => Directory.FindScanner(scanner)!.Terminal;

    public int CapacityOf(SessionId session) => ScannerSessions.Find(it => it.Session == session)!.Capacity;

    /// <summary>The next place in the order of things.</summary>
    public long Next() => ++_sequence;

    public void Add(Activation activation) => _activations.Add(activation);

    /// <summary>Lets something begin outside the grains, so that it also goes on there.</summary>
    public void Outside(Action begin) => _outside.Deliver(begin, reroute: null);

    public void Crash(Seat seat, int durable)
    {
        if (seat.Current is not { } activation)
            return;
        Verdict.Tell("crash", activation.GrainId);
        Store.Abandon(activation, durable);
        seat.Leave(activation);
        Bury(activation);
    }

    /// <summary>The directory forgets where the vendor is; the former activation and its sessions go on.</summary>
    public void Split()
    {
        if (Vendor.Current is not { } activation)
            return;
        Verdict.Tell("split");
        activation.IsSplit = true;
        Vendor.Leave(activation);
    }

    /// <summary>What nobody asked to keep, and has nothing to do, goes.</summary>
    public void Collect()
    {
        foreach (Seat seat in ScannerSeats.Values.Append(Vendor))
        {
            if (seat.Current is not { IsKept: false } idle || !idle.Mailbox.IsEmpty || Store.IsAwaitedBy(idle))
                continue;
            Verdict.Tell("collected", idle.GrainId);
            seat.Leave(idle);
            Bury(idle);
        }
    }

    public void RunMailboxes(int choice)
    {
        bool goesOn;
        int rounds = 0;
        do
        {
            goesOn = _outside.RunOne();
            for (int i = 0; i < _activations.Count; i++)
                goesOn |= _activations[(i + choice) % _activations.Count].Mailbox.RunOne();
            Verdict.Require(++rounds < 20_000, "the grains never come to rest");
            Verdict.ThrowIfBroken();
        }
        while (goesOn);
    }

    public bool Judge() => _judges.RunOne();

    /// <summary>Lets everything happen that needs no more time.</summary>
    public void Rest(int choice)
    {
        do
        {
            RunMailboxes(choice);
            foreach (ModelVendor session in Sessions)
                session.Confirm();
        }
        while (Judge() || !IsAtRest || (!Store.IsHeld && Store.AnswerOne(choice)));

        bool isAtWork = Vendor.Current is { KnowsItIsLost: false } owner && owner.Epoch == Store.Rows.Epoch;
        if (isAtWork && !Store.IsDown && !Store.HasWaiting && Live is { } live)
        {
            Verdict.Require(!(live.GapAt + GapPatience <= Now), "G3: a message was lost, and its session goes on");
            Telling.Rests(Vendor.Current!, live);
            Screens.Rests(Vendor.Current!);
        }

        Verdict.ThrowIfBroken();
    }

    public void Connect(bool wantsProgress, string? instance)
    {
        ModelVendor session = new(this, instance, wantsProgress);
        Sessions.Add(session);
        session.Attach();
    }

    public void ConnectScanner(ScannerId scanner, int capacity)
    {
        ModelScanner session = new(this, scanner, capacity);
        ScannerSessions.Add(session);
        session.Attach();
    }

    public void Sweep()
    {
        if (Store.IsDown || !Store.Rows.Contexts.Any(context => !context.IsSettled))
            return;
        IReadOnlyList<ContextId> overdue = Store.Rows.Overdue(Now);
        Vendor.Send(owner => ((IVendorGrain)owner.Grain).WakeAsync(overdue));
    }

    /// <summary>As their sockets' nodes do every few seconds.</summary>
    public void Check()
    {
        foreach (ModelScanner session in ScannerSessions.Where(session => session.IsOpen))
            session.Check();
    }

    private void Bury(Activation activation)
    {
        activation.Die();
        _activations.Remove(activation);
        foreach (ModelVendor session in Sessions)
            session.EndWith(activation);
        foreach (ModelScanner session in ScannerSessions)
            session.EndWith(activation);
    }

    private VendorGrain CreateVendor(Activation activation)
    {
        OwnerStore store = new(this, activation);
        ScanJudge judge = new(Directory, store, _gallery, UserIds);
        return new VendorGrain(
            activation, new VendorServices(store, store, Directory, judge, activation.GrainFactory, Nodes, Time), new ModelLogger<VendorGrain>(Verdict));
    }

    private ScannerGrain CreateScanner(Activation activation) =>
        new(activation, Directory, new OwnerStore(this, activation), Nodes, Time, new ModelLogger<ScannerGrain>(Verdict));

    private static DirectoryCache CreateDirectory()
    {
        DirectoryCache directory = new();
        directory.Replace(new DirectorySnapshot(
            1,
            [new VendorRecord(VendorKey, "Model Shop", "USD") { Allowed = Email, PoolsScanners = true }],
            [.. Tills.Select((till, i) => new ScannerRecord(till, VendorKey, TerminalId.Parse($"till-{i + 1}")))]));
        return directory;
    }

    private static UserIds CreateUserIds()
    {
        string folder = System.IO.Directory.CreateTempSubdirectory("boop-model-").FullName;
        KeyRing ring = KeyRing.LoadOrCreate(KeyRing.PathIn(folder));
        System.IO.Directory.Delete(folder, recursive: true);
        return new UserIds(ring);
    }
}
