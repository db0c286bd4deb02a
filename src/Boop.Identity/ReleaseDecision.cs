using System.Globalization;
using Boop.Contexts;

namespace Boop.Identity;

/// <summary>
/// What a recognised person gives to a vendor (G6). One order, the first that applies decides:
/// active → consent to the vendor → membership → required attributes and age → too young → optional attributes → success.
/// </summary>
public static class ReleaseDecision
{
    /// <param name="person">Who was recognised.</param>
    /// <param name="user">The person's id at the vendor.</param>
    /// <param name="requirements">What the vendor asked.</param>
    /// <param name="allowed">What the operator lets the vendor ask.</param>
    /// <param name="agreedOnScreen">What the person agreed to on a trusted screen, for this context only.</param>
    /// <param name="now">The time that expiries and ages are held against.</param>
    public static Outcome Decide(
        Person person, UserId user, Requirements requirements, AttributeNames allowed, AttributeNames agreedOnScreen, DateTimeOffset now)
    {
        if (!person.IsActive)
            return new Outcome.Failed(FailureReason.UserNotFound, now);
        if (person.Consent is not { } consent)
            return new Outcome.Failed(FailureReason.VendorNotConsented, now);
        // The network keeps no memberships: nobody is a member of a programme that it does not know.
        if (requirements.ProgramId is not null)
            return new Outcome.Failed(FailureReason.NotAMember, now);

        Release release = new(person, allowed, consent.Attributes.Union(agreedOnScreen), now);
        List<ReleasedValue> released = [];
        List<Withholding> withheld = [];

        foreach (AttributeName name in requirements.RequiredAttributes ?? AttributeNames.None)
        {
            if (!release.TryGive(name, released, withheld))
                return new Outcome.Failed(FailureReason.AttributesMissing, now);
        }

        if (requirements.MinimumAge is { } years)
        {
            AttributeName question = AttributeName.AgeOver(years);
            if (!release.TryGive(question, released, withheld))
                return new Outcome.Failed(FailureReason.AttributesMissing, now);
            if (released.First(value => value.Name == question).Value != Ages.True)
                return new Outcome.Failed(FailureReason.TooYoung, now);
        }

        foreach (AttributeName name in requirements.Attributes ?? AttributeNames.None)
            release.TryGive(name, released, withheld);
        return new Outcome.Succeeded(user, released, withheld, now);
    }

    private readonly struct Release(Person person, AttributeNames allowed, AttributeNames consented, DateTimeOffset now)
    {
        public bool TryGive(AttributeName name, List<ReleasedValue> released, List<Withholding> withheld)
        {
            if (released.Exists(value => value.Name == name))
                return true;
            (WithholdingReason? reason, string value) = Look(name);
            if (reason is { } why)
            {
                withheld.Add(new Withholding(name, why));
                return false;
            }

            released.Add(new ReleasedValue(name, value));
            return true;
        }

        private (WithholdingReason? Reason, string Value) Look(AttributeName name)
        {
            if (!allowed.Contains(name))
                return (WithholdingReason.NotAllowed, "");
            if (!consented.Contains(name))
                return (WithholdingReason.NotConsented, "");
            bool isAgeQuestion = Ages.TryReadQuestion(name, out int years);
            AttributeName source = isAgeQuestion ? Ages.BirthDate : name;
            KnownValue? known = person.Values.FirstOrDefault(value => value.Name == source);
            if (known is null)
                return (WithholdingReason.Unavailable, "");
            if (known.ExpiresAt <= now)
                return (WithholdingReason.Expired, "");
            if (!isAgeQuestion)
                return (null, known.Value);
            return DateOnly.TryParseExact(known.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly birth)
                ? (null, Ages.Answer(birth, years, now))
                : (WithholdingReason.Unavailable, "");
        }
    }
}
