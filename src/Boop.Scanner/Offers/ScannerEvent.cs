using Boop.Protocol.Scanner;

namespace Boop.Scanner;

/// <summary>What the network tells a scanner: exactly one of <see cref="Offered"/> and <see cref="Withdrawn"/>.</summary>
public abstract record ScannerEvent
{
    private ScannerEvent()
    {
    }

    /// <summary>There is something to show to a person.</summary>
    /// <param name="Offer">What to show; to be given back, the same object, to whatever the client is asked to do with it.</param>
    public sealed record Offered(Offer Offer) : ScannerEvent;

    /// <summary>An offer is void: the screen is to be cleared.</summary>
    /// <param name="Offer">Which offer.</param>
    /// <param name="Reason">
    /// <c>expired</c>, <c>decided</c>, <c>cancelled</c>, <c>yielded</c>, which the network says and may learn others; or this library's own
    /// <c>connection_lost</c>, <c>declined</c> and <c>failed</c>.
    /// </param>
    public sealed record Withdrawn(Offer Offer, string Reason) : ScannerEvent;
}
