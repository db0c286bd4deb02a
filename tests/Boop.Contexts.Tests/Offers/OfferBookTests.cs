using System.Collections.Immutable;
using Boop.Contexts.Offers;

namespace Boop.Contexts.Tests.Offers;

public sealed class OfferBookTests
{
    private static readonly ScannerId Till = ScannerId.Parse("scn_till");
    private static readonly ScannerId Gate = ScannerId.Parse("scn_gate");
    private static readonly TerminalId TillTerminal = TerminalId.Parse("till-1");
    private static readonly TerminalId GateTerminal = TerminalId.Parse("gate-1");

    private readonly OfferBook _book = new();
    private int _contexts;

    [Fact]
    public void Without_scanners_nothing_is_offered()
    {
        _book.HasScanners.ShouldBeFalse();
        _book.Place(Pooled()).ShouldBeNull();
        _book.Place(Naming(TillTerminal)).ShouldBeNull();
        _book.CapacityOf(TillTerminal).ShouldBeNull();
    }

    [Fact]
    public void A_scanner_holds_its_capacity_and_no_more()
    {
        _book.Attach(Till, TillTerminal, "session-1", 2);
        PlacedOffer first = _book.Place(Pooled()).ShouldNotBeNull();
        _book.Place(Naming(TillTerminal)).ShouldNotBeNull();
        _book.Place(Pooled()).ShouldBeNull();
        _book.Place(Naming(TillTerminal)).ShouldBeNull();

        _book.Remove(first.Id).ShouldBeTrue();
        _book.Place(Naming(TillTerminal)).ShouldNotBeNull();
        _book.Place(Pooled()).ShouldBeNull();
    }

    [Fact]
    public void A_placed_offer_says_where_it_is()
    {
        _book.Attach(Till, TillTerminal, "session-1", 1);
        OpenContext context = Pooled();
        PlacedOffer placed = _book.Place(context).ShouldNotBeNull();
        placed.ShouldBe(new PlacedOffer(placed.Id, context.Id, Till, "session-1", IsPooled: true));
        _book.Find(placed.Id).ShouldBe(placed);
        _book.Find(OfferId.New()).ShouldBeNull();
    }

    [Fact]
    public void A_context_that_names_a_terminal_goes_there_and_nowhere_else()
    {
        _book.Attach(Gate, GateTerminal, "session-1", 1000);
        _book.Place(Naming(TillTerminal)).ShouldBeNull();
        _book.Attach(Till, TillTerminal, "session-2", 1);
        PlacedOffer placed = _book.Place(Naming(TillTerminal)).ShouldNotBeNull();
        placed.Scanner.ShouldBe(Till);
        placed.IsPooled.ShouldBeFalse();
        _book.Place(Naming(TillTerminal)).ShouldBeNull();
    }

    [Fact]
    public void A_pooled_context_goes_where_most_room_is()
    {
        _book.Attach(Till, TillTerminal, "session-1", 3);
        _book.Attach(Gate, GateTerminal, "session-2", 2);
        ScannerId[] order = [.. Enumerable.Range(0, 5).Select(_ => _book.Place(Pooled())!.Scanner)];
        order[0].ShouldBe(Till);
        order[..3].Count(scanner => scanner == Till).ShouldBe(2);
        order.Count(scanner => scanner == Till).ShouldBe(3);
        _book.Place(Pooled()).ShouldBeNull();
    }

    [Fact]
    public void A_pooled_context_never_goes_back_to_a_scanner_that_failed_it()
    {
        _book.Attach(Till, TillTerminal, "session-1", 1000);
        OpenContext failed = Pooled() with { FailedScanners = [Till] };
        _book.Place(failed).ShouldBeNull();
        _book.Attach(Gate, GateTerminal, "session-2", 1);
        _book.Place(failed).ShouldNotBeNull().Scanner.ShouldBe(Gate);
        _book.Place(Pooled() with { FailedScanners = [Till] }).ShouldBeNull();
    }

    [Fact]
    public void A_context_is_on_one_scanner_at_most()
    {
        _book.Attach(Till, TillTerminal, "session-1", 2);
        _book.Attach(Gate, GateTerminal, "session-2", 2);
        OpenContext context = Pooled();
        PlacedOffer placed = _book.Place(context).ShouldNotBeNull();
        _book.Place(context).ShouldBeNull();
        _book.Remove(placed.Id);
        _book.Place(context).ShouldNotBeNull().Id.ShouldNotBe(placed.Id);
    }

    [Fact]
    public void A_new_session_starts_with_an_empty_screen_and_the_former_offers_are_void()
    {
        _book.Attach(Till, TillTerminal, "session-1", 2).ShouldBeEmpty();
        PlacedOffer one = _book.Place(Pooled())!;
        PlacedOffer two = _book.Place(Pooled())!;
        _book.Attach(Till, TillTerminal, "session-2", 1).ShouldBe([one, two]);
        _book.Find(one.Id).ShouldBeNull();
        _book.Remove(two.Id).ShouldBeFalse();
        _book.IsPresent(Till, "session-1").ShouldBeFalse();
        _book.IsPresent(Till, "session-2").ShouldBeTrue();
        _book.CapacityOf(TillTerminal).ShouldBe(1);
        _book.Place(Pooled()).ShouldNotBeNull().Session.ShouldBe("session-2");
        _book.Place(Pooled()).ShouldBeNull();
    }

    [Fact]
    public void The_end_of_a_session_voids_its_offers()
    {
        _book.Attach(Till, TillTerminal, "session-1", 2);
        PlacedOffer placed = _book.Place(Pooled())!;
        _book.Detach(Till, "session-1").ShouldBe([placed]);
        _book.HasScanners.ShouldBeFalse();
        _book.Find(placed.Id).ShouldBeNull();
        _book.Place(Pooled()).ShouldBeNull();
    }

    [Fact]
    public void The_end_of_a_session_that_was_replaced_changes_nothing()
    {
        _book.Attach(Till, TillTerminal, "session-1", 1);
        _book.Attach(Till, TillTerminal, "session-2", 1);
        PlacedOffer placed = _book.Place(Pooled())!;
        _book.Detach(Till, "session-1").ShouldBeEmpty();
        _book.Detach(Gate, "session-2").ShouldBeEmpty();
        _book.Find(placed.Id).ShouldBe(placed);
        _book.IsPresent(Till, "session-2").ShouldBeTrue();
    }

    [Fact]
    public void The_last_pooled_offer_without_a_hand_over_it_yields_to_a_context_that_names_the_terminal()
    {
        _book.Attach(Till, TillTerminal, "session-1", 4);
        PlacedOffer oldest = _book.Place(Pooled())!;
        PlacedOffer middle = _book.Place(Pooled())!;
        PlacedOffer newest = _book.Place(Pooled())!;
        _book.Place(Naming(TillTerminal)).ShouldNotBeNull();

        _book.FindYielding(TillTerminal, _ => false).ShouldBe(newest);
        _book.FindYielding(TillTerminal, offer => offer == newest).ShouldBe(middle);
        _book.FindYielding(TillTerminal, offer => offer != oldest).ShouldBe(oldest);
        _book.FindYielding(TillTerminal, _ => true).ShouldBeNull();
    }

    [Fact]
    public void Nothing_yields_where_there_is_room_or_where_all_name_the_terminal()
    {
        _book.Attach(Till, TillTerminal, "session-1", 2);
        _book.Attach(Gate, GateTerminal, "session-2", 1);
        _book.Place(Naming(TillTerminal)).ShouldNotBeNull();
        _book.FindYielding(TillTerminal, _ => false).ShouldBeNull();
        _book.Place(Naming(TillTerminal)).ShouldNotBeNull();
        _book.Place(Pooled()).ShouldNotBeNull().Scanner.ShouldBe(Gate);
        _book.FindYielding(TillTerminal, _ => false).ShouldBeNull();
        _book.FindYielding(TerminalId.Parse("till-9"), _ => false).ShouldBeNull();
    }

    private OpenContext Pooled() => new(ContextId.Parse($"order-{++_contexts}"), null, ImmutableHashSet<ScannerId>.Empty);

    private OpenContext Naming(TerminalId terminal) => Pooled() with { Terminal = terminal };
}
