using Boop.Contexts.Lifecycle;

namespace Boop.Contexts.Tests.Lifecycle;

/// <summary>
/// Drives one context as its owner does: it performs the effects, in its own time and with failures, and after each event holds
/// what the machine said against what the protocol promises. What is durable here is what a store would hold.
/// </summary>
internal sealed class ContextModel
{
    private static readonly ScannerId[] Scanners = [ScannerId.Parse("scn_1"), ScannerId.Parse("scn_2"), ScannerId.Parse("scn_3")];

    private readonly List<OfferId> _offers = [];
    private readonly Dictionary<ScanReference, DateTimeOffset> _unanswered = [];
    private readonly Dictionary<OfferId, int> _scansTaken = [];
    private readonly HashSet<ScannerId> _failed = [];
    private ContextState _state;
    private DateTimeOffset _now = Story.Start;
    private int _attempt;
    private bool _isStored;
    private int _durableCount;
    private Outcome? _durableOutcome;
    private Outcome? _announced;
    private ActiveOffer? _onScreen;
    private ScanReference? _judging;
    private ContextEffect? _writing;
    private ScanReference? _writingFor;
    private bool _isCancelUnanswered;
    private ContextEffect.AnswerScan? _recorded;

    public ContextModel(bool isNamed)
    {
        TerminalId? terminal = isNamed ? TerminalId.Parse("till-1") : null;
        _state = ContextState.Create(ContextId.Parse("order-1"), new Requirements(ContextKind.Entrance) { TerminalId = terminal }, _now);
    }

    public void Play(ModelStep step)
    {
        switch (step.Move)
        {
            case ModelMove.PassTime:
                _now = step.Choice % 4 == 0 && _now < _state.Deadline ? _state.Deadline.AddTicks(-(step.Choice / 4 % 2)) : _now.AddMilliseconds(step.Choice * 40);
                break;
            case ModelMove.LookAtClock:
                Apply(new ContextEvent.ClockAdvanced());
                break;
            case ModelMove.Store:
                _isStored = true;
                Apply(new ContextEvent.Stored());
                break;
            case ModelMove.Offer when _state is { Phase: ContextPhase.Waiting, IsBusy: false }:
                PutOnScreen(Scanners[step.Choice % Scanners.Length]);
                break;
            case ModelMove.Present when _offers.Count > 0:
                Apply(new ContextEvent.Presented(AnyOffer(step.Choice)));
                break;
            case ModelMove.Void when _onScreen is { } offer:
                _onScreen = null;
                Apply(new ContextEvent.OfferVoided(offer.Id));
                break;
            case ModelMove.Scan when _offers.Count > 0:
                Scan(AnyOffer(step.Choice));
                break;
            case ModelMove.Decline when _offers.Count > 0:
                Apply(new ContextEvent.Declined(AnyOffer(step.Choice)));
                break;
            case ModelMove.FailScanner when _offers.Count > 0:
                Apply(new ContextEvent.ScannerFailed(AnyOffer(step.Choice)));
                break;
            case ModelMove.Cancel when step.Choice % 3 == 0:
                _isCancelUnanswered |= _state.IsOpen;
                Apply(new ContextEvent.CancelRequested());
                break;
            case ModelMove.Judge when _judging is { } scan:
                _judging = null;
                Apply(new ContextEvent.ScanJudged(scan, JudgementOf(step.Choice)));
                break;
            case ModelMove.Write when _writing is not null:
                EndWrite(isWritten: step.Choice % 3 != 0);
                break;
            case ModelMove.Crash when _isStored && step.Choice % 4 == 0:
                Crash(isWritten: step.Choice % 8 == 0);
                break;
        }
    }

    /// <summary>With a store that works and time that passes, everything comes to its end.</summary>
    public void Finish()
    {
        if (!_isStored)
            Play(new ModelStep(ModelMove.Store, 0));
        for (int round = 0; round < 50 && _state.IsOpen; round++)
        {
            Play(new ModelStep(ModelMove.Judge, 1));
            if (_writing is not null)
                EndWrite(isWritten: true);
            _now = _now < _state.Deadline ? _state.Deadline : _now;
            Apply(new ContextEvent.ClockAdvanced());
        }

        _state.IsOpen.ShouldBeFalse("a context ends");
        _durableOutcome.ShouldNotBeNull();
        _unanswered.ShouldBeEmpty("every scan is answered");
        _onScreen.ShouldBeNull("nothing stays on a screen");
        _isCancelUnanswered.ShouldBeFalse("every cancel is answered");
    }

    private void Apply(ContextEvent @event)
    {
        ContextState before = _state;
        Transition transition = ContextMachine.Apply(before, @event, _now);
        _state = transition.State;
        foreach (ContextEffect effect in transition.Effects)
            Perform(effect, @event, before);

        _state.AttemptsLeft.ShouldBeInRange(1, 3);
        _state.Unrecognised.ShouldBe(_durableCount, "what is counted is durable");
        _state.Outcome.ShouldBe(_durableOutcome, "an outcome counts once durable");
        (_announced is null).ShouldBe(_durableOutcome is null, "what is durable is announced");
        _state.IsBusy.ShouldBe(_judging is not null || _writing is not null, "busy as long as somebody owes an answer");
        if (!_state.IsBusy)
            (_state.Offer?.Id).ShouldBe(_onScreen?.Id, "the offer that counts is the one on the screen");
        if (!before.IsOpen)
            _state.ShouldBe(before, "what is decided does not change");
    }

    private void Perform(ContextEffect effect, ContextEvent because, ContextState before)
    {
        switch (effect)
        {
            case ContextEffect.StoreOutcome store:
                StartWrite(effect, because);
                if (store.Outcome is Outcome.Cancelled)
                    _isCancelUnanswered.ShouldBeTrue("nobody else withdraws it");
                bool isByScan = store.Outcome is Outcome.Succeeded or Outcome.Failed { Reason: FailureReason.UserNotFound or FailureReason.AttributesMissing };
                CheckRecorded(isByScan, store.Answer, because);
                if (store.Outcome is Outcome.Expired)
                    _now.ShouldBeGreaterThanOrEqualTo(_state.Deadline, "no expiry is early");
                if (store.Outcome is Outcome.Failed { Reason: FailureReason.UserNotFound })
                    _durableCount.ShouldBe(2, "three unrecognised scans end it, not fewer");
                break;
            case ContextEffect.StoreScanCount store:
                StartWrite(effect, because);
                CheckRecorded(isByScan: true, store.Answer, because);
                store.Unrecognised.ShouldBe(_durableCount + 1);
                store.Unrecognised.ShouldBeLessThan(3);
                break;
            case ContextEffect.JudgeScan judge:
                (_judging is null && _writing is null).ShouldBeTrue("one scan at a time");
                _unanswered[judge.Scan].ShouldBeLessThan(_state.Deadline, "a scan read at the deadline is too late");
                judge.Scan.Offer.ShouldBe(_onScreen!.Id, "a scan is of the offer on the screen");
                _scansTaken[judge.Scan.Offer] = _scansTaken.GetValueOrDefault(judge.Scan.Offer) + 1;
                _scansTaken[judge.Scan.Offer].ShouldBeLessThanOrEqualTo(10);
                _judging = judge.Scan;
                break;
            case ContextEffect.AnswerScan answer:
                CheckAnswer(answer, because, before);
                break;
            case ContextEffect.EndOffer end:
                // Where the scanner dropped meanwhile, its offer is void already.
                if (_onScreen is { } shown)
                    end.Offer.Id.ShouldBe(shown.Id);
                _onScreen = null;
                if (_durableOutcome is null)
                    _failed.Add(end.Offer.Scanner);
                break;
            case ContextEffect.FindScanner:
                _state.Phase.ShouldBe(ContextPhase.Waiting);
                _onScreen.ShouldBeNull("a context is on one screen at most");
                _state.FailedScanners.SetEquals(_failed).ShouldBeTrue("a scanner that failed it is never asked again");
                break;
            case ContextEffect.Announce announce:
                _announced.ShouldBeNull("one outcome, announced once");
                because.ShouldBeOfType<ContextEvent.WriteSucceeded>("nothing is announced before it is durable");
                announce.Outcome.ShouldBeSameAs(_durableOutcome);
                _announced = announce.Outcome;
                _isCancelUnanswered = false;
                break;
            case ContextEffect.TellUndecided:
                because.ShouldBeOfType<ContextEvent.WriteFailed>("undecided is said of a write that failed");
                _isCancelUnanswered.ShouldBeTrue("undecided is said to whoever cancels");
                _isCancelUnanswered = false;
                break;
        }
    }

    /// <summary>What a scan leads to is stored together with its answer.</summary>
    private void CheckRecorded(bool isByScan, ContextEffect.AnswerScan? answer, ContextEvent because)
    {
        (answer is not null).ShouldBe(isByScan);
        if (answer is not null)
            because.ShouldBeOfType<ContextEvent.ScanJudged>().Scan.ShouldBe(answer.Scan);
        _recorded = answer;
    }

    private void CheckAnswer(ContextEffect.AnswerScan answer, ContextEvent because, ContextState before)
    {
        _unanswered.Remove(answer.Scan, out DateTimeOffset readAt).ShouldBeTrue("a scan is answered once");
        answer.AttemptsLeft.ShouldBeInRange(0, 3);
        switch (answer.Verdict)
        {
            case ScanVerdict.Accepted:
                because.ShouldBeOfType<ContextEvent.WriteSucceeded>("accepted is said only when durable");
                _durableOutcome.ShouldNotBeNull();
                readAt.ShouldBeLessThan(_state.Deadline);
                _writingFor.ShouldBe(answer.Scan);
                answer.ShouldBe(_recorded, "what is said is what is stored");
                break;
            case ScanVerdict.NotRecognised:
                because.ShouldBeOfType<ContextEvent.WriteSucceeded>("an attempt counts only when durable");
                answer.ShouldBe(_recorded, "what is said is what is stored");
                answer.AttemptsLeft.ShouldBe(_durableOutcome is null ? 3 - _durableCount : 0);
                break;
            case ScanVerdict.Unavailable:
                answer.AttemptsLeft.ShouldBe(before.AttemptsLeft);
                _scansTaken[answer.Scan.Offer]--;
                break;
            case ScanVerdict.TooLate:
                bool isOver = before.Offer?.Id != answer.Scan.Offer || _now >= _state.Deadline;
                isOver.ShouldBeTrue("too late is said of an offer that is over, and of no other");
                break;
            case ScanVerdict.Refused:
                bool breaksRule = before.IsBusy || _scansTaken.GetValueOrDefault(answer.Scan.Offer) == 10;
                breaksRule.ShouldBeTrue("refused is said of a scan that breaks a rule");
                break;
        }
    }

    private void StartWrite(ContextEffect write, ContextEvent because)
    {
        (_judging is null && _writing is null).ShouldBeTrue("one write at a time");
        _durableOutcome.ShouldBeNull("one outcome");
        _writing = write;
        _writingFor = (because as ContextEvent.ScanJudged)?.Scan;
    }

    private void EndWrite(bool isWritten)
    {
        if (isWritten)
            MakeDurable();
        _writing = null;
        Apply(isWritten ? new ContextEvent.WriteSucceeded() : new ContextEvent.WriteFailed());
    }

    private void MakeDurable()
    {
        if (_writing is ContextEffect.StoreOutcome outcome)
            _durableOutcome = outcome.Outcome;
        else if (_writing is ContextEffect.StoreScanCount count)
            _durableCount = count.Unrecognised;
    }

    /// <summary>Nobody knows whether a write that was under way became durable. The scanner's screen is cleared, its scans lost.</summary>
    private void Crash(bool isWritten)
    {
        if (isWritten)
            MakeDurable();
        _writing = null;
        _judging = null;
        _onScreen = null;
        _unanswered.Clear();
        _failed.Clear();

        // Whoever cancelled lost the session, and asks again.
        _isCancelUnanswered = false;
        _state = ContextState.Restore(
            _state.Id, _state.Requirements, _state.AcceptedAt, _state.Deadline, _durableCount, _durableOutcome, _now);
        _announced = _durableOutcome;
    }

    private void PutOnScreen(ScannerId scanner)
    {
        OfferId offer = OfferId.Parse($"offer-{_offers.Count}");
        _offers.Add(offer);
        _onScreen = new ActiveOffer(offer, scanner);
        Apply(new ContextEvent.Offered(offer, scanner));
        _state.Offer.ShouldBe(_onScreen);
    }

    private void Scan(OfferId offer)
    {
        ScanReference scan = new(offer, ++_attempt);
        _unanswered.Add(scan, _now);
        Apply(new ContextEvent.ScanRead(scan));
    }

    /// <summary>Mostly the newest, now and then an old one.</summary>
    private OfferId AnyOffer(int choice) => choice % 5 == 0 ? _offers[choice % _offers.Count] : _offers[^1];

    private Judgement JudgementOf(int choice) => (choice % 8) switch
    {
        0 => new Judgement.Conclusive(new Outcome.Succeeded(UserId.Parse("usr_1"), [], [], _now)),
        1 => new Judgement.Conclusive(new Outcome.Failed(FailureReason.AttributesMissing, _now)),
        2 => new Judgement.Unavailable(),
        3 or 4 => new Judgement.PoorQuality(),
        _ => new Judgement.NotRecognised(),
    };
}
