using Boop.Contexts;
using Boop.Contexts.Lifecycle;

namespace Boop.Client.Testing;

/// <summary>The people at the scanners, who do what was scripted as soon as their context is offered.</summary>
internal sealed class People(ContextTable table, BoopTestClock clock, Action<Action> locked)
{
    private const string Declined = "declined";
    private const string NotRecognised = "user_not_found";

    /// <summary>From now on something is to become of the context.</summary>
    internal void Expect(ContextEntry entry, Act act)
    {
        Forget(entry);
        entry.Act = act;
        if (act is Act.Ignore or Act.Fail)
        {
            return;
        }

        TimeSpan left = entry.State.AcceptedAt + act.Delay - clock.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            Come(entry);
        }
        else
        {
            entry.ActTimer = clock.CreateOwn(() => locked(() => Come(entry)), left);
        }
    }

    /// <summary>Nobody is awaited any more.</summary>
    internal static void Forget(ContextEntry entry)
    {
        entry.ActTimer?.Dispose();
        entry.ActTimer = null;
        entry.IsPersonThere = false;
    }

    /// <summary>The person acts, if the context is on a scanner.</summary>
    internal void Attend(ContextEntry entry)
    {
        if (!entry.IsPersonThere || entry.State is not { IsOpen: true, IsBusy: false, Offer: { } offer })
        {
            return;
        }

        entry.IsPersonThere = false;
        switch (entry.Act)
        {
            case Act.Refuse { Reason: Declined }:
                table.Apply(entry, new ContextEvent.Declined(offer.Id));
                break;

            case Act.Refuse { Reason: NotRecognised }:
                Scan(entry, offer, new Judgement.NotRecognised());
                break;

            case Act.Refuse refuse:
                FailureReason? reason = WireMapping.ToReason(refuse.Reason);
                entry.ReasonText = reason is null ? refuse.Reason : null;
                Scan(entry, offer, new Judgement.Conclusive(new Outcome.Failed(reason ?? FailureReason.UserNotFound, clock.GetUtcNow())));
                break;

            case Act.Recognise recognise:
                Scan(entry, offer, new Judgement.Conclusive(Release(entry.State.Requirements, recognise)));
                break;
        }
    }

    /// <summary>The scan was answered; who was not recognised, or could not be, tries again.</summary>
    internal void Answered(ContextEntry entry, ContextEffect.AnswerScan answer)
    {
        if (answer.Verdict is ScanVerdict.Unavailable)
        {
            entry.IsPersonThere = true;
        }
        else if (answer is { Verdict: ScanVerdict.NotRecognised, AttemptsLeft: > 0 })
        {
            table.Later(() => Come(entry));
        }
    }

    private void Come(ContextEntry entry)
    {
        entry.IsPersonThere = entry.State.IsOpen;
        Attend(entry);
    }

    private void Scan(ContextEntry entry, ActiveOffer offer, Judgement judgement)
    {
        entry.Judgement = judgement;
        table.Apply(entry, new ContextEvent.Presented(offer.Id));
        table.Apply(entry, new ContextEvent.ScanRead(new ScanReference(offer.Id, ++entry.Scans)));
    }

    /// <summary>What was asked and is shared is given; all that was required, or nothing.</summary>
    private Outcome Release(Requirements requirements, Act.Recognise person)
    {
        AttributeNames asked = requirements.Asked;
        ReleasedValue[] released =
        [
            .. asked.Where(name => person.Attributes.ContainsKey(name.Value))
                .Select(name => new ReleasedValue(name, person.Attributes[name.Value])),
        ];
        if (requirements.RequiredAttributes is { } required && required.Any(name => !person.Attributes.ContainsKey(name.Value)))
        {
            return new Outcome.Failed(FailureReason.AttributesMissing, clock.GetUtcNow());
        }

        Boop.Contexts.Withholding[] withheld =
        [
            .. asked.Where(name => !person.Attributes.ContainsKey(name.Value))
                .Select(name => new Boop.Contexts.Withholding(name, ReasonFor(name, person))),
        ];
        return new Outcome.Succeeded(UserId.Parse(person.UserId), released, withheld, clock.GetUtcNow());
    }

    private static WithholdingReason ReasonFor(AttributeName name, Act.Recognise person) =>
        person.Withheld.FirstOrDefault(one => one.Name == name.Value) is { } withheld
            ? WireMapping.ToWithholding(withheld.Reason)
            : WithholdingReason.NotConsented;
}
