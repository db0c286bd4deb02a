using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;
using Boop.Storage;

namespace Boop.Grains.Tests.Model;

/// <summary>Plays one order of events, and brings it to its end.</summary>
internal sealed class ModelRun
{
    private readonly World _world = new();
    private readonly Dictionary<OfferId, int> _attempts = [];
    private readonly List<(ScannerId Scanner, ScanReference Scan, ModelPalm Palm)> _taken = [];
    private int _instances;

    public ModelRun(ModelStart start)
    {
        DateTimeOffset now = _world.Now;
        if (start is ModelStart.FullWindow)
        {
            for (int i = 0; i < 98; i++)
                Seed($"old-{i}", now.AddMilliseconds(-59_000 + (i * 600)), new Outcome.Cancelled(now.AddMilliseconds(-59_000 + (i * 600))), isSettled: true);
        }

        if (start is ModelStart.ManyOutcomes)
        {
            for (int i = 0; i < 80; i++)
            {
                DateTimeOffset at = now.AddMilliseconds(-200_000 + (i * 1_000));
                ReleasedValue released = new(AttributeName.Parse("email"), "ada@example.org");
                Seed($"old-{i}", at, new Outcome.Succeeded(UserId.Parse("usr_ada"), [released], [], at), isSettled: false);
            }
        }

        if (start is not ModelStart.Nobody)
        {
            _world.Connect(wantsProgress: true, instance: null);
            _world.ConnectScanner(World.Scanners[0], capacity: 2);
            _world.Rest(0);
        }
    }

    public void Play(ModelStep step)
    {
        _world.Verdict.Tell("—", step);
        Do(step.Move, step.Choice);
        if (step.Pace == 1)
            _world.RunMailboxes(step.Choice);
        else if (step.Pace > 1)
            _world.Rest(step.Choice);
        _world.Verdict.ThrowIfBroken();
    }

    public void Finish() => new ModelEnd(_world).Reach();

    private void Do(ModelMove move, int choice)
    {
        ModelVendor? vendor = AnyVendor(choice);
        ModelScanner? scanner = _world.ScannerSessions.FindLast(it => it.IsOpen && (choice % 3 == 0 || it.Scanner == World.Scanners[0]));
        switch (move)
        {
            case ModelMove.PassTime:
                PassTime(choice);
                break;
            case ModelMove.ConnectVendor:
                _world.Connect(wantsProgress: choice % 3 != 0, choice % 5 < 3 ? "one" : $"other-{_instances++}");
                break;
            case ModelMove.DisconnectVendor:
                vendor?.Leave();
                break;
            case ModelMove.LoseVendorMessage:
                vendor?.SkipNumber();
                break;
            case ModelMove.Create:
                vendor?.Send(new VendorCommand.Create(Context(choice), RequirementsOf(Context(choice)), null));
                break;
            case ModelMove.CreateOther:
                vendor?.Send(new VendorCommand.Create(Context(choice), RequirementsOf(Context(choice)) with { Attributes = null }, null));
                break;
            case ModelMove.Cancel:
                vendor?.Send(new VendorCommand.Cancel(Context(choice), null));
                break;
            case ModelMove.Look:
                vendor?.Send(new VendorCommand.Look(Context(choice), null));
                break;
            case ModelMove.Acknowledge:
                vendor?.Send(new VendorCommand.Acknowledge(choice % 4 == 0 ? [Context(choice)] : [.. vendor.Told.Keys.Take(100)]));
                break;
            case ModelMove.GiveSignOfLife:
                _world.Sessions.Find(session => session is { WasProbed: true, IsEnded: false })?.GiveSignOfLife();
                break;
            case ModelMove.ConnectScanner:
                _world.ConnectScanner(World.Scanners[choice % 3 == 0 ? 1 : 0], capacity: 1 + (choice % 2));
                break;
            case ModelMove.DisconnectScanner:
                scanner?.Leave();
                break;
            case ModelMove.LoseScannerMessage:
                scanner?.SkipNumber();
                break;
            case ModelMove.Present or ModelMove.Decline or ModelMove.FailScanner when AnyOffer(scanner, choice) is { } offer:
                scanner!.Report(offer, move switch
                {
                    ModelMove.Present => OfferReport.Presented,
                    ModelMove.Decline => OfferReport.Declined,
                    _ => OfferReport.Failed,
                });
                break;
            case ModelMove.Scan when AnyOffer(scanner, choice) is { } offer:
                Scan(scanner!, offer, choice);
                break;
            case ModelMove.RepeatScan:
                Repeat(choice);
                break;
            case ModelMove.HoldStore:
                _world.Store.IsHeld = true;
                break;
            case ModelMove.ReleaseStore:
                _world.Store.IsHeld = false;
                break;
            case ModelMove.AnswerStore or ModelMove.FailStore:
                _world.Store.AnswerOne(choice, fails: move is ModelMove.FailStore);
                break;
            case ModelMove.StopStore or ModelMove.StartStore:
                _world.Store.IsDown = move is ModelMove.StopStore;
                break;
            case ModelMove.Judge:
                _world.Judge();
                break;
            case ModelMove.CrashVendor:
                _world.Crash(_world.Vendor, choice % 3);
                break;
            case ModelMove.SplitVendor:
                _world.Split();
                break;
            case ModelMove.CrashScanner:
                _world.Crash(_world.ScannerSeats[World.Scanners[choice % 3 == 0 ? 1 : 0]], 0);
                break;
            case ModelMove.Fence:
                _world.Store.Rows.Claim(_world.Now, _world.Time.GetTimestamp());
                break;
            case ModelMove.Sweep:
                _world.Sweep();
                break;
            case ModelMove.Collect:
                _world.Collect();
                break;
        }
    }

    private static ContextId Context(int choice) => ContextId.Parse($"c{choice % 7}");

    /// <summary>What a context asks for follows from its id; the description tells the offers apart.</summary>
    private static Requirements RequirementsOf(ContextId context) => new(ContextKind.Entrance)
    {
        Attributes = World.Email,
        Description = context.Value,
        TerminalId = context.Value is "c0" or "c3" ? TerminalId.Parse("till-1") : null,
    };

    private void Seed(string context, DateTimeOffset at, Outcome outcome, bool isSettled)
    {
        Requirements requirements = new(ContextKind.Entrance) { Description = context };
        _world.Writings.Seed(new StoredContext(ContextId.Parse(context), requirements, at, at + ContextRules.TimeToLive)
        {
            Outcome = outcome,
            IsSettled = isSettled,
        });
    }

    /// <summary>Mostly the session that counts, now and then one that counts no more.</summary>
    private ModelVendor? AnyVendor(int choice) => choice % 11 == 0
        ? _world.Sessions.Find(session => session.AttachedTo is not null && !session.HasLeft)
        : _world.Live ?? _world.Sessions.FindLast(session => session.IsOpen);

    /// <summary>Mostly what is on the screen, now and then what once was on any.</summary>
    private OfferId? AnyOffer(ModelScanner? scanner, int choice)
    {
        if (scanner is null)
            return null;
        OfferId[] former = choice % 7 == 0 ? [.. _world.Shown.Where(shown => shown.Scanner == scanner.Scanner).Select(shown => shown.Offer)] : [];
        IReadOnlyList<OfferId> offers = former.Length > 0 ? former : scanner.Screen;
        return offers.Count == 0 ? null : offers[choice % offers.Count];
    }

    private void Scan(ModelScanner scanner, OfferId offer, int choice)
    {
        ScanReference scan = new(offer, _attempts[offer] = _attempts.GetValueOrDefault(offer) + 1);
        ModelPalm palm = (choice % 12) switch { 0 or 1 or 2 => ModelPalm.Known, 3 => ModelPalm.Broken, 4 or 5 => ModelPalm.Poor, _ => ModelPalm.Stranger };
        _taken.Add((scanner.Scanner, scan, palm));
        scanner.Scan(scan, palm);
    }

    private void Repeat(int choice)
    {
        if (_taken.Count == 0)
            return;
        (ScannerId scanner, ScanReference scan, ModelPalm palm) = _taken[choice % 2 == 0 ? _taken.Count - 1 : choice % _taken.Count];
        _world.ScannerSessions.FindLast(session => session.IsOpen && session.Scanner == scanner)?.Scan(scan, palm);
    }

    private void PassTime(int choice)
    {
        DateTimeOffset[] deadlines = [.. _world.Store.Rows.Contexts.Where(it => it.Outcome is null && it.Deadline > _world.Now).Select(it => it.Deadline)];
        TimeSpan span = (choice % 8) switch
        {
            0 or 1 when deadlines.Length > 0 => deadlines.Min() - _world.Now,
            2 when deadlines.Length > 0 => deadlines.Min() - _world.Now - TimeSpan.FromMilliseconds(1),
            3 => ContextRules.CommitTimeout,
            4 => TimeSpan.FromMilliseconds(200),
            5 when choice % 5 == 0 => ContextRules.Redelivery,
            5 when choice % 5 == 1 => ContextRules.Redelivery - TimeSpan.FromMilliseconds(1),
            _ => TimeSpan.FromMilliseconds(choice % 150 * 20),
        };
        bool isLate = _world.Store.HasWaiting || !_world.IsAtRest;
        _world.Time.Advance(span);
        if (isLate)
            _world.Store.Trouble(_world.Now);
    }
}
