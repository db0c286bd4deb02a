using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client.Testing;

/// <summary>
/// The vendor's contexts from create to outcome: what the network's owner of a vendor does, on the same state machine, with a store
/// that answers at once. The network's gate guards all of it.
/// </summary>
internal sealed class ContextDesk
{
    private readonly BoopTestClock _clock;
    private readonly ScriptBook _scripts;
    private readonly ContextTable _table;
    private readonly Teller _teller;
    private readonly People _people;
    private readonly ScannerFloor _floor;
    private readonly Admission _admission;
    private readonly Deadlines _deadlines;
    private string? _createId;

    internal ContextDesk(BoopTestNetworkOptions options, BoopTestClock clock, ScriptBook scripts, Action<Action> locked)
    {
        _clock = clock;
        _scripts = scripts;
        _table = new ContextTable(clock);
        _teller = new Teller(_table, clock);
        _people = new People(_table, clock, work => locked(() => Turn(work)));
        _floor = new ScannerFloor(options.Terminals, _table, clock);
        _deadlines = new Deadlines(_table, clock, () => locked(Tick));
        _admission = new Admission(options, _table, _floor, clock);
        _table.Moved = Moved;
        _table.Perform = Perform;
    }

    internal bool IsStoreDown
    {
        get => _table.IsStoreDown;
        set => _table.IsStoreDown = value;
    }

    /// <summary>So many creates and cancels are done and answered as if they might not be.</summary>
    internal int LostAnswers { get; set; }

    internal LiveSession? Live
    {
        get => _teller.Live;
        set => _teller.Live = value;
    }

    internal IReadOnlyList<BoopTestContext> Contexts => [.. _table.All.Select(_teller.ToContext)];

    internal void Create(CreateContext create) => Turn(() =>
    {
        Requirements requirements = WireMapping.ToRequirements(create.Requirements);
        ContextEntry? known = _table.Find(ContextId.Parse(create.ContextId));
        WireError? refusal = _admission.CheckTerminal(requirements);
        if (known is not null)
        {
            Repeat(known, requirements, create, refusal);
        }
        else if (IsStoreDown)
        {
            _teller.Refuse(create.ContextId, ErrorCode.Unavailable, create.Id);
        }
        else if ((refusal ?? _admission.CheckLimits(requirements)) is { } reason)
        {
            _teller.Refuse(create.ContextId, reason, create.Id);
        }
        else
        {
            Accept(create, requirements);
        }
    });

    internal void Cancel(CancelContext cancel) => Turn(() =>
    {
        if (FindOrRefuse(cancel.ContextId, cancel.Id) is not { } entry)
        {
            return;
        }

        if (entry.Outcome is not null)
        {
            _teller.Deliver(entry, cancel.Id);
            return;
        }

        if (TakeLostAnswer())
        {
            _teller.Refuse(cancel.ContextId, ErrorCode.Unavailable, cancel.Id);
        }
        else
        {
            entry.Cancels.Add(cancel.Id);
        }

        _table.Apply(entry, new ContextEvent.CancelRequested());
    });

    internal void Look(GetContext look) => Turn(() =>
    {
        if (FindOrRefuse(look.ContextId, look.Id) is { } entry)
        {
            _teller.Deliver(entry, look.Id);
            _teller.Show(entry, look.Id);
        }
    });

    internal void Acknowledge(Ack ack)
    {
        foreach (string id in ack.ContextIds)
        {
            if (_table.Find(ContextId.Parse(id)) is { Outcome: not null } entry)
            {
                entry.IsAcknowledged = true;
            }
        }
    }

    /// <summary>A new session gets everything that is not settled, oldest first.</summary>
    internal void Redeliver()
    {
        DateTimeOffset now = _clock.GetUtcNow();
        foreach (ContextEntry entry in _table.All
            .Where(entry => entry.Outcome is not null && !entry.IsSettled(now))
            .OrderBy(static entry => entry.Outcome!.DecidedAt)
            .ThenBy(static entry => entry.State.AcceptedAt))
        {
            _teller.Deliver(entry, id: null);
            _teller.Ended(entry);
        }
    }

    /// <summary>The server starts anew: scanners come back, and what is not settled is sent for five minutes from now.</summary>
    internal void Restart() => Turn(() =>
    {
        DateTimeOffset now = _clock.GetUtcNow();
        foreach (ContextEntry entry in _table.All.Where(entry => entry.Outcome is not null && !entry.IsSettled(now)))
        {
            entry.DeliveryEnds = now + ContextRules.Redelivery;
        }

        _floor.Attach();
    });

    /// <summary>Something was scripted for a context that may be open already; false where it is not.</summary>
    internal bool TryScript(string contextId, Act act)
    {
        if (!ContextId.TryParse(contextId, out ContextId id) || _table.Find(id) is not { State.IsOpen: true } entry)
        {
            return false;
        }

        Turn(() => _people.Expect(entry, act));
        return true;
    }

    /// <summary>No more timers.</summary>
    internal void End()
    {
        _deadlines.End();
        foreach (ContextEntry entry in _table.All)
        {
            People.Forget(entry);
        }
    }

    private void Accept(CreateContext create, Requirements requirements)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        var entry = new ContextEntry(ContextState.Create(ContextId.Parse(create.ContextId), requirements, now), create.Requirements);
        Act? act = _scripts.Take(_teller.ToContext(entry));
        if (act is Act.Fail fail)
        {
            _teller.Refuse(create.ContextId, fail.Error, create.Id);
            return;
        }

        _table.Add(entry);
        _admission.Accepted(now);
        if (TakeLostAnswer())
        {
            _teller.Refuse(create.ContextId, ErrorCode.Unavailable, create.Id);
        }

        _createId = create.Id;
        _table.Apply(entry, new ContextEvent.Stored());
        _createId = null;
        if (act is not null)
        {
            _people.Expect(entry, act);
        }
    }

    private void Repeat(ContextEntry known, Requirements requirements, CreateContext create, WireError? refusal)
    {
        known.Creates++;
        if (known.State.Requirements != requirements)
        {
            _teller.Refuse(create.ContextId, refusal ?? WireError.Of(ErrorCode.ContextIdConflict), create.Id);
        }
        else if (IsStoreDown && known.IsSettled(_clock.GetUtcNow()))
        {
            _teller.Refuse(create.ContextId, ErrorCode.Unavailable, create.Id);
        }
        else
        {
            _teller.Deliver(known, create.Id);
        }
    }

    /// <summary>The context, where it is known; what is not in memory can be told only while the store can be read.</summary>
    private ContextEntry? FindOrRefuse(string contextId, string? id)
    {
        ContextEntry? entry = _table.Find(ContextId.Parse(contextId));
        if (entry is not null && !(IsStoreDown && entry.IsSettled(_clock.GetUtcNow())))
        {
            return entry;
        }

        _teller.Refuse(contextId, IsStoreDown ? ErrorCode.Unavailable : ErrorCode.ContextNotFound, id);
        return null;
    }

    private bool TakeLostAnswer()
    {
        if (LostAnswers == 0)
        {
            return false;
        }

        LostAnswers--;
        return true;
    }

    private void Moved(ContextEntry entry, ContextPhase former)
    {
        _teller.Moved(entry, former, _createId);
        if (entry.State.Phase is ContextPhase.Offered)
        {
            _table.Later(() => _people.Attend(entry));
        }
    }

    private void Perform(ContextEntry entry, ContextEffect effect)
    {
        switch (effect)
        {
            case ContextEffect.FindScanner:
                _floor.Dispatch();
                _teller.Waits(entry);
                break;

            case ContextEffect.EndOffer end:
                _floor.End(end.Offer);
                break;

            case ContextEffect.AnswerScan answer:
                _people.Answered(entry, answer);
                break;

            case ContextEffect.TellUndecided:
                entry.Cancels.ForEach(id => _teller.Refuse(entry.State.Id.Value, ErrorCode.Unavailable, id));
                entry.Cancels.Clear();
                break;

            case ContextEffect.Announce announce:
                Announce(entry, announce.Outcome);
                break;
        }
    }

    private void Announce(ContextEntry entry, Outcome outcome)
    {
        entry.DeliveryEnds = outcome.DecidedAt + ContextRules.Redelivery;
        People.Forget(entry);
        string?[] asked = entry.Cancels.Count > 0 ? [.. entry.Cancels] : [null];
        entry.Cancels.Clear();
        foreach (string? id in asked)
        {
            _teller.Deliver(entry, id);
        }

        _teller.Ended(entry);
    }

    private void Turn(Action work)
    {
        _table.Later(work);
        _table.RunTurns();
        _deadlines.Schedule();
    }

    private void Tick() => Turn(() =>
    {
        foreach (ContextEntry entry in _table.Open.ToArray())
        {
            _people.Attend(entry);
            _table.Apply(entry, new ContextEvent.ClockAdvanced());
        }
    });
}
