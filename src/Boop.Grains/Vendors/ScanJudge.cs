using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;
using Boop.Grains.Directory;
using Boop.Grains.Recognition;
using Boop.Identity;
using Boop.Palms;
using Boop.Storage;
using Boop.Trust;

namespace Boop.Grains.Vendors;

/// <summary>Says whose palm a scan is of, and what that person gives to the vendor.</summary>
internal sealed class ScanJudge(DirectoryCache directory, IDirectoryStore people, PalmGallery gallery, UserIds userIds)
{
    public async Task<Judgement> JudgeAsync(
        VendorId vendor, Requirements requirements, PalmCapture capture, bool isTrustedForConsent, Func<DateTimeOffset> now)
    {
        if (!PalmTemplate.TryParse(capture.Template.Span, out PalmTemplate? template))
            return new Judgement.Unreadable();
        if (QualityRule.IsPoor(capture.Quality))
            return new Judgement.PoorQuality();
        if (directory.FindVendor(vendor) is not { } record)
            return new Judgement.Unavailable();
        Identification<PersonId> identification = await gallery.IdentifyAsync(template, capture.IsLeftHand ? Hand.Left : Hand.Right);
        if (identification is not Identification<PersonId>.Recognised { Owner: PersonId id })
            return new Judgement.NotRecognised();
        try
        {
            Person? person = await people.FindPersonAsync(id, vendor, CancellationToken.None);
            if (person is null)
                return new Judgement.NotRecognised();
            UserId user = UserId.Parse(userIds.Derive(vendor.Value, id.Value));
            AttributeNames agreed = isTrustedForConsent ? capture.Consents : AttributeNames.None;
            return new Judgement.Conclusive(ReleaseDecision.Decide(person, user, requirements, record.Allowed, agreed, now()));
        }
        catch (StoreUnavailableException)
        {
            return new Judgement.Unavailable();
        }
    }
}
