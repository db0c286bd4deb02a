using Boop.Identity;
using Boop.Palms;

namespace Boop.Grains.Recognition;

/// <summary>All enrolled palms of active people, searched off the grains' turns. Swapped whole when the directory changes.</summary>
internal sealed class PalmGallery(TaskScheduler scheduler)
{
    private volatile IReadOnlyList<EnrolledPalm<PersonId>> _palms = [];

    public void Replace(IReadOnlyList<EnrolledPalm<PersonId>> palms) => _palms = palms;

    /// <summary>Whose palm it is; searched on another scheduler than the grain's, so that none of its turns is held.</summary>
    public Task<Identification<PersonId>> IdentifyAsync(PalmTemplate probe, Hand hand)
    {
        IReadOnlyList<EnrolledPalm<PersonId>> palms = _palms;
        return Task.Factory.StartNew(
            () => PalmIdentifier.Identify(probe, hand, palms), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
    }
}
