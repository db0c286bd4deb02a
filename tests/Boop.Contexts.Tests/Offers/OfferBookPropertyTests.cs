using System.Collections.Immutable;
using Boop.Contexts.Offers;
using CsCheck;

namespace Boop.Contexts.Tests.Offers;

/// <summary>The book against a plain list of what is where, under whatever order of arrivals, placings and ends.</summary>
public sealed class OfferBookPropertyTests
{
    private const int Scanners = 3;
    private const int Contexts = 12;

    private enum Move
    {
        Attach,
        Detach,
        Place,
        Remove,
        Yield,
    }

    [Fact]
    public void No_scanner_holds_more_than_its_capacity_and_no_context_is_on_two() =>
        Gen.Select(
                Gen.Frequency((2, Move.Attach), (1, Move.Detach), (12, Move.Place), (4, Move.Remove), (2, Move.Yield)),
                Gen.Int[0, Scanners - 1],
                Gen.Int[0, Contexts - 1])
            .Array[0, 80]
            .Sample(
                steps =>
                {
                    Book book = new();
                    foreach ((Move move, int scanner, int context) in steps)
                        book.Play(move, scanner, context);
                },
                iter: PropertyRuns.Count);

    private static ScannerId Scanner(int index) => ScannerId.Parse($"scn_{index}");

    private static TerminalId Terminal(int index) => TerminalId.Parse($"till-{index}");

    /// <summary>A third of the contexts name a terminal, a third was failed by a scanner.</summary>
    private static OpenContext Context(int index) => new(
        ContextId.Parse($"order-{index}"),
        index % 3 == 0 ? Terminal(index / 3 % Scanners) : null,
        index % 3 == 1 ? [Scanner(index / 3 % Scanners)] : ImmutableHashSet<ScannerId>.Empty);

    private sealed class Book
    {
        private readonly OfferBook _book = new();
        private readonly List<PlacedOffer> _placed = [];
        private readonly int?[] _capacities = new int?[Scanners];
        private readonly int[] _sessions = new int[Scanners];

        public void Play(Move move, int scanner, int context)
        {
            switch (move)
            {
                case Move.Attach:
                    _sessions[scanner]++;
                    _capacities[scanner] = (context % 4) + 1;
                    Void(scanner, _book.Attach(Scanner(scanner), Terminal(scanner), Session(scanner), _capacities[scanner]!.Value));
                    break;
                case Move.Detach when context % 3 == 0:
                    _book.Detach(Scanner(scanner), "a session that is over").ShouldBeEmpty();
                    break;
                case Move.Detach:
                    _capacities[scanner] = null;
                    Void(scanner, _book.Detach(Scanner(scanner), Session(scanner)));
                    break;
                case Move.Place:
                    Place(Context(context));
                    break;
                case Move.Remove when _placed.Count > 0:
                    PlacedOffer gone = _placed[context % _placed.Count];
                    _placed.Remove(gone);
                    _book.Remove(gone.Id).ShouldBeTrue();
                    _book.Remove(gone.Id).ShouldBeFalse();
                    break;
                case Move.Yield:
                    PlacedOffer? yields = _placed.LastOrDefault(
                        offer => Room(scanner) == 0 && offer.Scanner == Scanner(scanner) && offer.IsPooled && !IsPresented(offer));
                    _book.FindYielding(Terminal(scanner), IsPresented).ShouldBe(yields);
                    break;
            }

            _book.HasScanners.ShouldBe(_capacities.Any(capacity => capacity is not null));
            for (int index = 0; index < Scanners; index++)
            {
                (Room(index) ?? 0).ShouldBeGreaterThanOrEqualTo(0, "a scanner holds at most its capacity");
                _book.CapacityOf(Terminal(index)).ShouldBe(_capacities[index]);
            }

            _placed.DistinctBy(offer => offer.Context).Count().ShouldBe(_placed.Count, "a context is on at most one scanner");
            foreach (PlacedOffer offer in _placed)
                _book.Find(offer.Id).ShouldBe(offer);
        }

        private static bool IsPresented(PlacedOffer offer) => offer.Context.Value.EndsWith('1');

        private string Session(int scanner) => $"session-{scanner}-{_sessions[scanner]}";

        private int? Room(int scanner) => _capacities[scanner] - _placed.Count(offer => offer.Scanner == Scanner(scanner));

        private void Place(OpenContext context)
        {
            bool isPlaced = _placed.Exists(offer => offer.Context == context.Id);
            int[] suitable = [.. Enumerable.Range(0, Scanners).Where(index => Room(index) > 0 && Suits(context, index))];
            PlacedOffer? placed = _book.Place(context);
            if (isPlaced || suitable.Length == 0)
            {
                placed.ShouldBeNull();
                return;
            }

            int chosen = suitable.Single(index => Scanner(index) == placed.ShouldNotBeNull().Scanner);
            Room(chosen).ShouldBe(suitable.Max(Room), "it goes where most room is");
            placed!.Session.ShouldBe(Session(chosen));
            _placed.Add(placed);
        }

        private static bool Suits(OpenContext context, int scanner) =>
            context.Terminal is { } named ? named == Terminal(scanner) : !context.FailedScanners.Contains(Scanner(scanner));

        private void Void(int scanner, IReadOnlyList<PlacedOffer> voided)
        {
            voided.ShouldBe(_placed.Where(offer => offer.Scanner == Scanner(scanner)));
            _placed.RemoveAll(offer => offer.Scanner == Scanner(scanner));
        }
    }
}
