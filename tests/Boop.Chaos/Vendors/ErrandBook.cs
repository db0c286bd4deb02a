using Boop.Chaos.Play;
using Boop.Chaos.Population;
using Boop.Client;

namespace Boop.Chaos.Vendors;

/// <summary>Makes a vendor's errands: payments, entrances and memberships with all that may be asked.</summary>
internal sealed class ErrandBook(VendorAccount vendor, Dice dice)
{
    private static readonly string[][] Wishes = [["email"], ["email", "phone"], ["name"], ["email", "loyalty_id"]];

    private int _last;

    public Errand Next(string mark = "c")
    {
        string context = $"{vendor.Id}-{mark}{Interlocked.Increment(ref _last)}";
        string[] wished = dice.Happens(0.6) ? dice.Of(Wishes) : [];
        string[] required = dice.Happens(0.1) ? ["email"] : [];
        string? terminal = dice.Happens(0.25) ? dice.Of(vendor.Scanners).Terminal : null;
        int? age = dice.Happens(0.1) ? 18 : null;
        string common = Member("attributes", wished) + Member("required_attributes", required)
            + (terminal is null ? "" : $",\"terminal_id\":\"{terminal}\"") + $",\"description\":\"{context}\"}}";
        AuthenticationRequest With(AuthenticationRequest request) => request with
        {
            ContextId = context,
            Attributes = wished,
            RequiredAttributes = required,
            TerminalId = terminal,
            Description = context,
        };
        string minimum = age is null ? "" : $",\"minimum_age\":{age}";
        switch (dice.Below(10))
        {
            case < 6:
                int amount = 1 + dice.Below(10_000);
                return new Errand(
                    context, $"{{\"type\":\"payment\",\"amount\":{amount}{minimum}{common}", With(new PaymentRequest(amount) { MinimumAge = age }));
            case < 9:
                return new Errand(context, $"{{\"type\":\"entrance\"{minimum}{common}", With(new EntranceRequest { MinimumAge = age }));
            default:
                return new Errand(context, $"{{\"type\":\"membership\"{common}", With(new MembershipRequest()));
        }
    }

    private static string Member(string name, string[] names) =>
        names.Length == 0 ? "" : $",\"{name}\":[{string.Join(',', names.Select(one => $"\"{one}\""))}]";
}
