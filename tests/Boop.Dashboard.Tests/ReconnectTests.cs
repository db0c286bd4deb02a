using Boop.Dashboard.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Boop.Dashboard.Tests;

/// <summary>What the page does when its connections end.</summary>
public sealed class ReconnectTests(Chromium chromium)
{
    /// <summary>A few failures in a row may each cost up to their whole back-off.</summary>
    private const float PatienceMs = 60_000;

    [Fact]
    public async Task The_page_comes_back_to_a_server_that_was_restarted_and_a_payment_works()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.ConnectedAsync();

        await page.RestartAsync();

        await Expect(page.Frames).ToContainTextAsync("close 1012 retry_after_ms=");
        await ComeBackAsync(page);
        await page.AskAsync();
        await page.PressAsync("Place the palm");
        await Expect(page.Request).ToContainTextAsync("Paid 25.00 USD by usr_");
    }

    [Fact]
    public async Task A_request_outlives_a_server_that_was_killed_and_is_answered_by_the_next()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.AskAsync();

        Uri url = await page.KillAsync();
        await Expect(page.Message).ToHaveTextAsync("The connection broke: the screen is cleared, and the request waits.");
        await Expect(page.Till).ToContainTextAsync("The connection broke, or the server is not there.");
        await page.PressAsync("Place the palm");
        await Expect(page.Message).ToHaveTextAsync("There is nothing to answer yet: ask for somebody at the till first.");
        await page.StartAgainAsync(url);

        await ComeBackAsync(page);
        await Expect(page.Message).ToHaveTextAsync("Hold your palm over the scanner.");
        await page.PressAsync("Place the palm");
        await Expect(page.Request).ToContainTextAsync("Paid 25.00 USD by usr_");
    }

    [Fact]
    public async Task A_page_whose_place_was_taken_stays_away_until_its_owner_wants_it_back()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.ConnectedAsync();
        IPage second = await page.Page.Context.NewPageAsync();
        await second.GotoAsync(page.Server.Url.ToString());

        await Expect(page.Till.GetByText("Stopped", new LocatorGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await Expect(page.Till).ToContainTextAsync("Another connection took this place");
        await Expect(page.Frames).ToContainTextAsync("SESSION_REPLACED");
        await Expect(page.Scanner.GetByText("Stopped", new LocatorGetByTextOptions { Exact = true })).ToBeVisibleAsync();

        await second.CloseAsync();
        await page.Till.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Connect the till now" }).ClickAsync();
        await page.Scanner.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Connect the scanner now" }).ClickAsync();
        await page.AskAsync();
        await page.PressAsync("Place the palm");

        await Expect(page.Request).ToContainTextAsync("Paid 25.00 USD by usr_");
    }

    [Fact]
    public async Task What_is_asked_without_a_connection_is_asked_when_there_is_one()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.ConnectedAsync();
        Uri url = await page.KillAsync();
        await Expect(page.Till).ToContainTextAsync("The connection broke, or the server is not there.");

        await page.Till.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Ask for a palm" }).ClickAsync();
        await Expect(page.Request).ToContainTextAsync("There is no connection. It is asked as soon as there is one.");
        await page.StartAgainAsync(url);

        await ComeBackAsync(page);
        await Expect(page.Message).ToHaveTextAsync("Hold your palm over the scanner.", new LocatorAssertionsToHaveTextOptions { Timeout = PatienceMs });
    }

    private static async Task ComeBackAsync(TryItPage page)
    {
        foreach (ILocator panel in new[] { page.Till, page.Scanner })
        {
            await Expect(panel.GetByText("Connected", new LocatorGetByTextOptions { Exact = true }))
                .ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = PatienceMs });
        }
    }
}
