using Boop.Contexts.Lifecycle;

namespace Boop.Contexts.Tests.Lifecycle;

/// <summary>One context, told event by event: each is followed by exactly the effects that are named.</summary>
internal sealed class Story
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly ScannerId Till = ScannerId.Parse("scn_till");
    public static readonly ScannerId Gate = ScannerId.Parse("scn_gate");

    private int _attempt;

    private Story(Requirements requirements) => State = ContextState.Create(ContextId.Parse("order-1"), requirements, Start);

    public ContextState State { get; set; }

    public DateTimeOffset Now { get; set; } = Start;

    public DateTimeOffset Deadline => State.Deadline;

    public Outcome.Succeeded Success => new(UserId.Parse("usr_1"), [], [], Now);

    public static Story Created(TerminalId? terminal = null) => new(new Requirements(ContextKind.Entrance) { TerminalId = terminal });

    public static Story Waiting(TerminalId? terminal = null)
    {
        Story story = Created(terminal);
        story.Expect(new ContextEvent.Stored(), new ContextEffect.FindScanner());
        return story;
    }

    public static Story Offered(TerminalId? terminal = null)
    {
        Story story = Waiting(terminal);
        story.OfferTo(Till);
        return story;
    }

    public void Expect(ContextEvent @event, params ContextEffect[] effects)
    {
        Transition transition = ContextMachine.Apply(State, @event, Now);
        State = transition.State;
        transition.Effects.ToArray().ShouldBe(effects, @event.ToString());
    }

    public OfferId OfferTo(ScannerId scanner)
    {
        OfferId offer = OfferId.New();
        Expect(new ContextEvent.Offered(offer, scanner));
        State.Phase.ShouldBe(ContextPhase.Offered);
        return offer;
    }

    /// <summary>A scan of the current offer that goes to judgement.</summary>
    public ScanReference Scan()
    {
        ScanReference scan = NextScan();
        Expect(new ContextEvent.ScanRead(scan), new ContextEffect.JudgeScan(scan));
        return scan;
    }

    public ScanReference NextScan() => new(State.Offer!.Id, ++_attempt);

    /// <summary>A scan that resembles nobody, durably counted.</summary>
    public void ScanUnrecognised(int attemptsLeft)
    {
        ScanReference scan = Scan();
        Expect(new ContextEvent.ScanJudged(scan, new Judgement.NotRecognised()), Counts(scan, State.Unrecognised + 1));
        Expect(new ContextEvent.WriteSucceeded(), new ContextEffect.AnswerScan(scan, ScanVerdict.NotRecognised, attemptsLeft));
    }

    /// <summary>The scan decides: its outcome is stored with its answer.</summary>
    public static ContextEffect.StoreOutcome Accepts(ScanReference scan, Outcome outcome, int attemptsLeft = 3) =>
        new(outcome, new ContextEffect.AnswerScan(scan, ScanVerdict.Accepted, attemptsLeft));

    /// <summary>The scan was not recognised: its count is stored with its answer.</summary>
    public static ContextEffect.StoreScanCount Counts(ScanReference scan, int unrecognised) =>
        new(unrecognised, new ContextEffect.AnswerScan(scan, ScanVerdict.NotRecognised, 3 - unrecognised));

    /// <summary>The scan was the last that was borne.</summary>
    public static ContextEffect.StoreOutcome GivesUp(ScanReference scan, Outcome outcome) =>
        new(outcome, new ContextEffect.AnswerScan(scan, ScanVerdict.NotRecognised, 0));

    /// <summary>What the end of the current offer looks like.</summary>
    public ContextEffect.EndOffer OfferEnds(bool isAnswered) => new(State.Offer!, isAnswered);
}
