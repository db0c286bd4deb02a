using Boop.Dashboard.Tests.Browsing;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Boop.Dashboard.Tests;

/// <summary>axe-core finds nothing serious or critical, whatever the page looks like.</summary>
public sealed class AccessibilityTests(Chromium chromium)
{
    private static readonly string[] Unbearable = ["serious", "critical"];

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Nothing_serious_stands_in_anybodys_way(ColorScheme scheme, int width)
    {
        BrowserNewContextOptions options = new() { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 800 } };
        await using TryItPage page = await TryItPage.OpenAsync(chromium, options);
        await page.ConnectedAsync();
        await CheckAsync(page, "untouched");

        await page.AskAsync();
        await page.PressAsync("Place the palm");
        await Expect(page.Request).ToContainTextAsync("Paid 25.00 USD by usr_");
        await page.AskAsync();
        await page.PressAsync("Decline");
        await Expect(page.Request).ToContainTextAsync("declined");
        await page.Till.GetByLabel("Terminal").FillAsync("till-9");
        await page.Till.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Ask for a palm" }).ClickAsync();
        await Expect(page.Request).ToContainTextAsync("INVALID_REQUIREMENTS");
        await page.Till.GetByLabel("Terminal").FillAsync("");
        await page.Till.GetByLabel("Amount in USD").FillAsync("?");
        await page.Till.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Ask for a palm" }).ClickAsync();
        await page.Till.GetByLabel("Amount in USD").FillAsync("1");
        await page.AskAsync();
        await CheckAsync(page, "with a payment, a refusal, an error and an open request");

        await page.KillAsync();
        await Expect(page.Till).ToContainTextAsync("The connection broke, or the server is not there.");
        await CheckAsync(page, "without a connection");
    }

    [Fact]
    public async Task On_a_narrow_screen_nothing_has_to_be_moved_sideways()
    {
        BrowserNewContextOptions options = new() { ViewportSize = new ViewportSize { Width = 360, Height = 780 } };
        await using TryItPage page = await TryItPage.OpenAsync(chromium, options);
        await page.AskAsync();
        await page.PressAsync("Place the palm");
        await Expect(page.Request).ToContainTextAsync("Paid 25.00 USD by usr_");

        int[] widths = await page.Page.EvaluateAsync<int[]>(
            "['html', '.scroller'].map(name => document.querySelector(name)).flatMap(box => [box.scrollWidth, box.clientWidth])");

        widths[0].ShouldBeLessThanOrEqualTo(widths[1], "the page");
        widths[2].ShouldBeLessThanOrEqualTo(widths[3], "the frames");
    }

    private static async Task CheckAsync(TryItPage page, string state)
    {
        AxeResult result = await page.Page.RunAxe();
        result.Passes.ShouldNotBeEmpty("axe-core looked at nothing");
        result.Violations.Where(violation => Unbearable.Contains(violation.Impact))
            .Select(violation => $"{violation.Id}: {violation.Help} at {string.Join(", ", violation.Nodes.Select(node => node.Html))}")
            .ShouldBeEmpty($"the page {state}");
    }
}
