using System.Globalization;
using Spectre.Console;

namespace Boop.Server.Demo;

/// <summary>What a newcomer reads: what runs, who may use it, what to try next.</summary>
internal static class DemoWelcome
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    public static void Write(IAnsiConsole console, IReadOnlyList<string> urls, string folder, TimeSpan? autoScan)
    {
        string url = urls[0];
        string socket = $"{url.Replace("http:", "ws:", StringComparison.Ordinal)}/ws/vendor";
        console.MarkupLineInterpolated($"[bold]Boop[/] runs its demo network on [bold]{string.Join(" and ", urls)}[/], data in {folder}");
        console.MarkupLineInterpolated($"  Coffee Shop  [green]{DemoCredentials.CoffeeShop}[/]  key [green]{DemoCredentials.CoffeeShopKey}[/]");
        console.MarkupLineInterpolated($"  Book Shop    [green]{DemoCredentials.BookShop}[/]   key [green]{DemoCredentials.BookShopKey}[/]");
        console.MarkupLineInterpolated($"  {Scanners(autoScan)}");
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]Try next[/]: open [blue]{url}/[/] in a browser and be till and scanner at once, or in another terminal");
        if (url == DefaultUrl)
            console.MarkupLine("  [blue]dotnet run --project samples/Quickstart[/]  takes a payment of 25.00 through the SDK");
        console.MarkupLineInterpolated($"  [blue]npx wscat -c {socket}[/]  and type the wire yourself:");
        console.MarkupLineInterpolated(
            $$"""  [blue]{"type":"authenticate","vendor_id":"{{DemoCredentials.CoffeeShop}}","api_key":"{{DemoCredentials.CoffeeShopKey}}"}[/]""");
        console.MarkupLine(
            """  [blue]{"type":"create_context","context_id":"order-1","requirements":{"type":"payment","amount":2500,"attributes":[["email"]]}}[/]""");
        console.MarkupLineInterpolated($"  [blue]curl {url}/health[/]");
        console.WriteLine();
        console.MarkupLine("Ctrl+C stops it; the next start finds everything again.");
    }

    private static string Scanners(TimeSpan? autoScan) => autoScan is { } age
        ? string.Create(CultureInfo.InvariantCulture, $"Each shop has a simulated scanner; Ada Lovelace holds her palm over it {age.TotalMilliseconds:0} ms after a request.")
        : "Each shop has a simulated scanner that nobody holds a hand over (--auto-scan off).";
}
