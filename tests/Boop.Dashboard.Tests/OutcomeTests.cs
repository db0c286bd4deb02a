using System.Text.RegularExpressions;
using Boop.Dashboard.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Boop.Dashboard.Tests;

/// <summary>Every way in which a request can end, as a newcomer sees it.</summary>
public sealed partial class OutcomeTests(Chromium chromium)
{
    private const float LongerThanAContext = 45_000;

    [Fact]
    public async Task Ada_pays()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await TryItPage.ChooseAsync(page.Till, "Payment");
        await page.Till.GetByLabel("name", new LocatorGetByLabelOptions { Exact = true }).CheckAsync();
        await page.AskAsync();
        await Expect(page.Scanner).ToContainTextAsync("25.00 USD");
        await Expect(page.Scanner).ToContainTextAsync("Two coffees");
        await Expect(page.Scanner).ToContainTextAsync("The shop asks for: e-mail, name");

        await page.PressAsync("Place the palm");

        await Expect(page.Request).ToContainTextAsync(Paid());
        await Expect(page.Request).ToContainTextAsync("E-mail: ada@example.org");
        await Expect(page.Request).ToContainTextAsync("No name: the person does not share it with this shop.");
        await Expect(page.Message).ToHaveTextAsync("Thank you. The shop has its answer; a scanner never learns who you are.");
        await Expect(page.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync(Paid());
        foreach (string type in new[] { "authenticate", "authenticated", "create_context", "offer", "presented", "scan", "scan_result", "auth_result", "ack" })
            await Expect(page.Frames.GetByText(type, new LocatorGetByTextOptions { Exact = true }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Ada_declines()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.AskAsync();

        await page.PressAsync("Decline");

        await Expect(page.Request).ToContainTextAsync("declined The person said no at the scanner.Nothing was paid.");
        await Expect(page.Message).ToHaveTextAsync("The request is decided.");
    }

    [Fact]
    public async Task Grace_never_agreed_to_deal_with_the_shop()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await TryItPage.ChooseAsync(page.Till, "Entrance");
        await TryItPage.ChooseAsync(page.Scanner, "Grace Hopper");
        await TryItPage.ChooseAsync(page.Scanner, "Left");
        await page.AskAsync();

        await page.PressAsync("Place the palm");

        await Expect(page.Request).ToContainTextAsync("vendor_not_consented");
        await Expect(page.Request).ToContainTextAsync("this person never agreed to deal with this shop");
        await Expect(page.Request).ToContainTextAsync("The door stays shut.");
    }

    [Fact]
    public async Task A_stranger_is_refused_at_the_third_scan()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await TryItPage.ChooseAsync(page.Scanner, "A stranger");
        await page.AskAsync();

        foreach (string left in new[] { "2 attempts left.", "1 attempt left.", "That was the last attempt." })
        {
            await page.PressAsync("Place the palm");
            await Expect(page.Message).ToHaveTextAsync($"Not recognised. {left}");
        }

        await Expect(page.Request).ToContainTextAsync("user_not_found");
        await Expect(page.Request).ToContainTextAsync("Nothing was paid.");
    }

    [Fact]
    public async Task A_poor_scan_costs_no_attempt()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await TryItPage.ChooseAsync(page.Till, "Membership");
        await page.AskAsync();

        await page.PressAsync("Poor scan");
        await Expect(page.Message).ToContainTextAsync("it costs no attempt");
        await Expect(page.Frames).ToContainTextAsync("\"attempts_left\": 3");
        await page.PressAsync("Place the palm");

        await Expect(page.Request).ToContainTextAsync("Recognised as usr_");
    }

    [Fact]
    public async Task A_request_is_taken_back_at_the_till()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.AskAsync();
        await Expect(page.Request).ToContainTextAsync("On the scanner’s screen.");

        await page.Request.GetByRole(AriaRole.Button).ClickAsync();

        await Expect(page.Request).ToContainTextAsync("cancelled Taken back by the till, before anybody answered.Nothing was paid.");
        await Expect(page.Message).ToHaveTextAsync("The shop took it back.");
        await Expect(page.Request).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_request_says_how_far_it_is()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await TryItPage.ChooseAsync(page.Scanner, "A stranger");
        await page.AskAsync();
        await Expect(page.Request).ToContainTextAsync("On the scanner’s screen.");

        await page.PressAsync("Place the palm");

        await Expect(page.Request).ToContainTextAsync("Not recognised yet; the person may try again.");
    }

    [Fact]
    public async Task A_request_that_everybody_walks_away_from_expires_after_thirty_seconds()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.AskAsync();

        await page.PressAsync("Walk away");
        await Expect(page.Message).ToContainTextAsync("Nothing is sent");

        await Expect(page.Request).ToContainTextAsync(
            "CONTEXT_EXPIRED Expired: nobody held a hand over the scanner within 30 seconds.Nothing was paid.",
            new LocatorAssertionsToContainTextOptions { Timeout = LongerThanAContext });
        await Expect(page.Message).ToHaveTextAsync("Nobody came in time.");
    }

    [Fact]
    public async Task What_the_network_refuses_shows_its_code_and_its_cure_and_harms_nothing()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.ConnectedAsync();
        await page.Till.GetByLabel("Terminal").FillAsync("till-9");
        await page.Till.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Ask for a palm" }).ClickAsync();
        await Expect(page.Request).ToContainTextAsync("INVALID_REQUIREMENTS");
        await Expect(page.Request).ToContainTextAsync("Field: terminal_id. Name a terminal of this shop, or leave it out where there is one alone.");

        await page.Till.GetByLabel("Terminal").FillAsync("screen-1");
        await page.AskAsync();
        await page.PressAsync("Place the palm");

        await Expect(page.Request).ToContainTextAsync(Paid());
    }

    [Fact]
    public async Task A_second_request_for_a_busy_terminal_is_told_to_wait()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.Till.GetByLabel("Terminal").FillAsync("screen-1");
        await page.AskAsync();

        await page.Till.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Ask for a palm" }).ClickAsync();

        await Expect(page.Request).ToContainTextAsync("TERMINAL_BUSY");
        await Expect(page.Request).ToContainTextAsync("Wait until the open one is decided, or take it back.");
    }

    [Fact]
    public async Task An_amount_that_is_none_is_not_asked()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.ConnectedAsync();
        await page.Till.GetByLabel("Amount in USD").FillAsync("two fifty");

        await page.Till.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Ask for a palm" }).ClickAsync();

        await Expect(page.Till.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Write an amount such as 25.00.");
        await Expect(page.Till.GetByLabel("Amount in USD")).ToBeFocusedAsync();
        await Expect(page.Till).ToContainTextAsync("None yet.");
    }

    [GeneratedRegex(@"Paid 25\.00 USD by usr_[a-z2-7]{32}\.")]
    private static partial Regex Paid();
}
