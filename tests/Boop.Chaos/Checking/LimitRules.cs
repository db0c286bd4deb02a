using Boop.Chaos.Evidence;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Checking;

/// <summary>G5: no window of a minute holds more accepted contexts than a vendor is let, whatever its connections and the server went through.</summary>
internal static class LimitRules
{
    private const int MostAccepted = 100;

    public static IEnumerable<Violation> Check(Dossier dossier) => dossier.Store.Rows.Values.GroupBy(row => row.Vendor)
        .Select(vendor => Exceeds(vendor.Key, [.. vendor.OrderBy(row => row.AcceptedAt)])).OfType<Violation>();

    private static Violation? Exceeds(string vendor, StoreRow[] accepted)
    {
        for (int i = MostAccepted; i < accepted.Length; i++)
        {
            if (accepted[i].AcceptedAt - accepted[i - MostAccepted].AcceptedAt < Tolerance.LimitWindow)
            {
                return new Violation(Promise.G5, $"More than {MostAccepted} contexts were accepted within a minute.", accepted[i].AcceptedAt)
                {
                    Context = accepted[i].Context,
                    Vendor = vendor,
                };
            }
        }

        return null;
    }
}
