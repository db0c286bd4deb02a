namespace Boop.Palms;

/// <summary>Finds whose palm was scanned by comparing it with every enrolled palm of the same hand.</summary>
public static class PalmIdentifier
{
    /// <summary>
    /// The owner of the nearest palm of <paramref name="hand"/>, if it is no further than <see cref="PalmDistance.MatchThreshold"/>
    /// and every other owner is further away than it by at least <see cref="PalmDistance.AmbiguityMargin"/>. The other owner
    /// need not be within the threshold to make the scan ambiguous. Several palms of one owner never compete with each other.
    /// </summary>
    public static Identification<TOwner> Identify<TOwner>(PalmTemplate probe, Hand hand, IReadOnlyList<EnrolledPalm<TOwner>> enrolled)
        where TOwner : notnull
    {
        ArgumentNullException.ThrowIfNull(probe);
        ArgumentNullException.ThrowIfNull(enrolled);

        var owners = EqualityComparer<TOwner>.Default;
        EnrolledPalm<TOwner>? best = null;
        var (bestDistance, nearestOther) = (double.PositiveInfinity, double.PositiveInfinity);
        foreach (var palm in enrolled)
        {
            if (palm.Hand != hand)
            {
                continue;
            }

            var distance = PalmDistance.Between(probe, palm.Template);
            var sameOwner = best is not null && owners.Equals(best.Owner, palm.Owner);
            if (distance < bestDistance)
            {
                nearestOther = sameOwner ? nearestOther : bestDistance;
                (best, bestDistance) = (palm, distance);
            }
            else if (!sameOwner && distance < nearestOther)
            {
                nearestOther = distance;
            }
        }

        if (best is null || bestDistance > PalmDistance.MatchThreshold)
        {
            return new Identification<TOwner>.NotRecognised();
        }

        return nearestOther < bestDistance + PalmDistance.AmbiguityMargin
            ? new Identification<TOwner>.Ambiguous()
            : new Identification<TOwner>.Recognised(best.Owner, bestDistance);
    }
}
