using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests.Model;

/// <summary>One session of a scanner as the gateway would hold it, and what is on its screen.</summary>
internal sealed class ModelScanner(World world, ScannerId scanner, int capacity) : IScannerSession
{
    private Activation? _speaker;
    private long _number;

    public ScannerId Scanner => scanner;

    public SessionId Session { get; } = SessionId.New();

    public int Capacity => capacity;

    public Activation? AttachedTo { get; private set; }

    public bool IsEnded { get; set; }

    public bool HasLeft { get; private set; }

    public bool IsOpen => AttachedTo is not null && !IsEnded && !HasLeft;

    public List<OfferId> Screen { get; } = [];

    public HashSet<ScanReference> Unanswered { get; } = [];

    private Seat Seat => world.ScannerSeats[scanner];

    public void Attach() => world.Outside(() => EnterAsync(Seat.CallAsync(grain =>
    {
        _speaker = grain;
        return ((IScannerGrain)grain.Grain).AttachAsync(new ScannerAttach(Session, capacity), this);
    })).Ignore());

    public void Report(OfferId offer, OfferReport report) => Send(new ScannerCommand.Report(offer, report, null));

    public void Scan(ScanReference scan, ModelPalm palm)
    {
        world.Screens.Scans(scan, palm);
        Unanswered.Add(scan);
        Send(new ScannerCommand.Scan(scan.Offer, scan.Attempt, World.CaptureOf(palm), null));
    }

    public void SkipNumber() => _number++;

    public void Leave()
    {
        HasLeft = true;
        Seat.Send(grain => ((IScannerGrain)grain.Grain).DetachAsync(Session));
    }

    /// <summary>Asks whether it is still the scanner's session, which also makes it known to an owner that has not heard of it.</summary>
    public void Check() => world.Outside(() => EndUnlessKnownAsync(Seat.CallAsync(grain => ((IScannerGrain)grain.Grain).CheckAsync(Session))).Ignore());

    public void EndWith(Activation dead) => IsEnded |= AttachedTo == dead;

    public Task NotifyAsync(ScannerNotice notice)
    {
        world.Verdict.Tell("the scanner hears", $"{scanner} {notice}");
        switch (notice)
        {
            case ScannerNotice.Offered offered:
                Screen.Add(offered.Offer.Id);
                world.Shown.Add((scanner, offered.Offer.Id));
                break;
            case ScannerNotice.Withdrawn withdrawn:
                Screen.Remove(withdrawn.Offer);
                break;
            case ScannerNotice.Answered answered:
                ScanReference scan = new(answered.Offer, answered.Attempt);
                world.Screens.Hears(scan, answered.Answer);
                Unanswered.Remove(scan);
                if (answered.Answer is { Verdict: ScanVerdict.Accepted or ScanVerdict.TooLate } or { Verdict: ScanVerdict.NotRecognised, AttemptsLeft: 0 })
                    Screen.Remove(answered.Offer);
                break;
            case ScannerNotice.Replaced or ScannerNotice.Lost:
                IsEnded = true;
                break;
        }

        return Task.CompletedTask;
    }

    private void Send(ScannerCommand command)
    {
        long number = ++_number;
        Seat.Send(grain => ((IScannerGrain)grain.Grain).ReceiveAsync(Session, number, command));
    }

    private async Task EndUnlessKnownAsync(Task<SessionStanding?> asking)
    {
        try
        {
            IsEnded |= await asking is null;
        }
        catch (OrleansException)
        {
            IsEnded = true;
        }
    }

    private async Task EnterAsync(Task<ScannerAttachAnswer> attaching)
    {
        try
        {
            if (await attaching is ScannerAttachAnswer.Attached && _speaker is { IsDead: false })
                AttachedTo = _speaker;
            else
                IsEnded = true;
        }
        catch (OrleansException)
        {
            IsEnded = true;
        }
    }
}
