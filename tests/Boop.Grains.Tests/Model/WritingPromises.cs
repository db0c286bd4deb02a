using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;
using Boop.Storage;

namespace Boop.Grains.Tests.Model;

/// <summary>What may be written, by whom, and when.</summary>
internal sealed class WritingPromises(World world)
{
    private readonly Dictionary<ContextId, Outcome> _outcomes = [];
    private readonly HashSet<(Activation, ContextId)> _cancelled = [];
    private readonly HashSet<(Activation, ContextId)> _acknowledged = [];

    /// <summary>When an owner heard that values are erased.</summary>
    private readonly Dictionary<(Activation, ContextId), long> _heardErased = [];

    private readonly Dictionary<ContextId, long> _erased = [];
    private readonly List<(Activation By, JournalRecord.Accepted Record)> _accepting = [];
    private readonly HashSet<(ContextId, Requirements)> _asked = [];

    private VendorRows Rows => world.Store.Rows;

    private Verdict Verdict => world.Verdict;

    /// <summary>The live session's message reaches its owner.</summary>
    public void Receives(Activation owner, VendorCommand command)
    {
        switch (command)
        {
            case VendorCommand.Create create:
                _asked.Add((create.Context, create.Requirements));
                break;
            case VendorCommand.Cancel cancel:
                _cancelled.Add((owner, cancel.Context));
                break;
            case VendorCommand.Acknowledge acknowledge:
                foreach (ContextId context in acknowledge.Contexts.Where(context => Rows.Find(context) is { Outcome: not null }))
                    _acknowledged.Add((owner, context));
                break;
        }
    }

    /// <summary>What was acknowledged to this owner so far.</summary>
    public IEnumerable<ContextId> Acknowledged(Activation owner) => _acknowledged.Where(it => it.Item1 == owner).Select(it => it.Item2);

    public bool IsAcknowledged(Activation owner, ContextId context) => _acknowledged.Contains((owner, context));

    /// <summary>When contexts were accepted that count against the limit now, those included that are being written, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> Window(Activation owner) =>
    [
        .. Rows.Contexts.Select(context => context.AcceptedAt)
            .Concat(_accepting.Where(it => it.By == owner).Select(it => it.Record)
                .Where(record => Rows.Find(record.Context)?.AcceptedAt != record.AcceptedAt).Select(record => record.AcceptedAt))
            .Where(at => owner.Now - at < ContextRules.LimitWindow)
            .Order(),
    ];

    public bool IsAccepting(Activation owner, ContextId? context = null) =>
        _accepting.Exists(it => it.By == owner && (context is null || it.Record.Context == context));

    /// <summary>Whether other requirements stand behind this id, or are about to.</summary>
    public bool Conflicts(Activation owner, ContextId context, Requirements requirements) =>
        (Rows.Find(context) is { } stored && stored.Requirements != requirements)
        || _accepting.Exists(it => it.By == owner && it.Record.Context == context && it.Record.Requirements != requirements);

    /// <summary>Whether this is the outcome of the context, as it may be told now to whoever waits for it since then.</summary>
    public void Tells(Activation owner, ContextId context, Outcome told, long since)
    {
        Verdict.Require(Rows.Find(context) is { Outcome: not null }, $"G1: {context} has no durable outcome, and {told} is told");
        if (!_outcomes.TryGetValue(context, out Outcome? decided) || Rows.Find(context) is not { } stored)
            return;
        bool isErased = told is Outcome.Succeeded { IsErased: true };
        bool isSame = (told, decided) switch
        {
            (Outcome.Succeeded it, Outcome.Succeeded other) => (it.User, it.DecidedAt) == (other.User, other.DecidedAt)
                && (isErased ? it.Released.Count == 0 : it.Released.SequenceEqual(other.Released)),
            _ => told == decided,
        };
        Verdict.Require(isSame, $"G1: {context} was decided as {decided}, and {told} is told");
        Verdict.Require(!isErased || stored.IsSettled, $"G2: {context} is told without its values before they were erased");
        long known = Math.Min(_heardErased.GetValueOrDefault((owner, context), long.MaxValue), ErasedBefore(owner, context));
        Verdict.Require(isErased || told is not Outcome.Succeeded || known > since, $"G2: {context} is told with values that are erased");
    }

    public void Begins(Activation by, IReadOnlyList<JournalRecord> records)
    {
        Verdict.Tell("writes", string.Join(", ", records.Select(record => $"{record.GetType().Name} {record.Context}")));
        Verdict.Require(!by.KnowsItIsLost, "G4: an owner writes that knows that it is none");
        ScanReference? scan = records.OfType<JournalRecord.ScanAnswered>().FirstOrDefault()?.Scan;
        foreach (JournalRecord record in records)
        {
            switch (record)
            {
                case JournalRecord.Accepted accepted:
                    bool isAsked = _asked.Contains((accepted.Context, accepted.Requirements));
                    Verdict.Require(isAsked, $"G4: {accepted.Context} is accepted, and no live session asked for it");
                    bool isNow = accepted.AcceptedAt == by.Now && accepted.Deadline == by.Now + ContextRules.TimeToLive;
                    Verdict.Require(isNow, $"G3: {accepted.Context} has another deadline");
                    _accepting.Add((by, accepted));
                    break;
                case JournalRecord.Decided decided:
                    CheckDecision(by, decided, scan);
                    break;
                case JournalRecord.ScanCounted counted:
                    Verdict.Require(
                        scan is { } read && world.Screens.WasTimely(by, counted.Context, read) && world.Screens.PalmOf(read) is ModelPalm.Stranger,
                        $"a scan of {counted.Context} is counted that is none");
                    break;
                case JournalRecord.Settled settled:
                    DateTimeOffset decidedAt = Rows.Find(settled.Context)?.Outcome?.DecidedAt ?? DateTimeOffset.MaxValue;
                    bool isDue = settled.IsAcknowledged
                        ? IsAcknowledged(by, settled.Context)
                        : by.Now >= (decidedAt > by.ClaimedAt ? decidedAt : by.ClaimedAt) + ContextRules.Redelivery;
                    Verdict.Require(isDue, $"G2: {settled.Context} is settled too early");
                    break;
            }
        }
    }

    public void Ends(Activation by, IReadOnlyList<JournalRecord> records, AppendAnswer answer)
    {
        Verdict.Tell($"{answer}", string.Join(", ", records.Select(record => $"{record.GetType().Name} {record.Context}")));
        if (answer is AppendAnswer.Written or AppendAnswer.Conflict)
            by.ConfirmedAt = world.Next();
        if (answer is AppendAnswer.Fenced)
            by.Deliver(() => by.KnowsItIsLost = true, reroute: null);
        foreach (JournalRecord record in records)
        {
            bool isKnown = answer is not AppendAnswer.Conflict || record is JournalRecord.Accepted;
            Verdict.Require(isKnown, $"an owner's memory of {record.Context} is not what is stored");
            if (record is JournalRecord.Accepted)
                Later(by, turns: 5, () => _accepting.RemoveAll(it => ReferenceEquals(it.Record, record)));
            if (answer is not AppendAnswer.Written)
                continue;
            if (record is JournalRecord.Decided decided)
                Verdict.Require(_outcomes.TryAdd(record.Context, decided.Outcome), $"G1: {record.Context} has two outcomes");
            if (record is JournalRecord.Accepted accepted)
                CheckWindow(accepted.AcceptedAt);
            if (record is JournalRecord.ScanCounted counted)
                CheckCount(counted, records);
            if (record is JournalRecord.Settled)
            {
                _erased.TryAdd(record.Context, world.Next());
                by.Deliver(() => _heardErased.TryAdd((by, record.Context), world.Next()), reroute: null);
            }
        }
    }

    public void Seed(StoredContext context)
    {
        Rows.Seed(context);
        _outcomes.Add(context.Id, context.Outcome!);
    }

    /// <summary>An answer passes through several turns until it is known where it was asked for.</summary>
    private static void Later(Activation by, int turns, Action what) =>
        by.Deliver(turns == 0 ? what : () => Later(by, turns - 1, what), reroute: null);

    /// <summary>When values were erased, if that was before the owner was one.</summary>
    private long ErasedBefore(Activation owner, ContextId context) =>
        _erased.TryGetValue(context, out long at) && at < owner.ClaimedInOrder ? at : long.MaxValue;

    private void CheckWindow(DateTimeOffset at)
    {
        int count = Rows.Contexts.Count(context => context.AcceptedAt <= at && at - context.AcceptedAt < ContextRules.LimitWindow);
        Verdict.Require(count <= ContextRules.ContextsPerWindow, $"G5: {count} contexts in 60 s");
    }

    private void CheckCount(JournalRecord.ScanCounted counted, IReadOnlyList<JournalRecord> records)
    {
        ScanAnswer? answer = records.OfType<JournalRecord.ScanAnswered>().FirstOrDefault()?.Answer;
        int counts = world.Screens.Counts(counted.Context);
        ScanAnswer due = new(ScanVerdict.NotRecognised, ContextRules.UnrecognisedScans - counted.Unrecognised);
        Verdict.Require(counted.Unrecognised == counts, $"{counted.Context} has {counts} unrecognised scans, and {counted.Unrecognised} are stored");
        Verdict.Require(answer == due, $"{answer} is stored of a scan of {counted.Context}");
    }

    private void CheckDecision(Activation by, JournalRecord.Decided decided, ScanReference? scan)
    {
        ContextId context = decided.Context;
        StoredContext? stored = Rows.Find(context);
        Verdict.Require(stored is not null, $"{context} is decided before it is durable");
        if (stored is null)
            return;
        ModelPalm? palm = scan is { } read && world.Screens.WasTimely(by, context, read) ? world.Screens.PalmOf(read) : null;
        bool isRight = decided.Outcome switch
        {
            Outcome.Expired expired => by.Now >= stored.Deadline && expired.DecidedAt >= stored.Deadline && !world.Screens.IsJudging(by, context),
            Outcome.Cancelled => _cancelled.Contains((by, context)),
            Outcome.Succeeded => palm is ModelPalm.Known,
            Outcome.Failed { Reason: FailureReason.UserNotFound } => palm is ModelPalm.Stranger && stored.Unrecognised == ContextRules.UnrecognisedScans - 1,
            Outcome.Failed { Reason: FailureReason.Declined } => world.Screens.WasReported(by, context, OfferReport.Declined),
            Outcome.Failed { Reason: FailureReason.ScannerFailed } =>
                stored.Requirements.TerminalId is not null && world.Screens.WasReported(by, context, OfferReport.Failed),
            _ => false,
        };
        Verdict.Require(isRight, $"G1: {context} is decided as {decided.Outcome}, and nothing led to it");
    }
}
