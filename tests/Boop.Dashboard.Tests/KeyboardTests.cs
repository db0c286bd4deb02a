using Boop.Dashboard.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Boop.Dashboard.Tests;

public sealed class KeyboardTests(Chromium chromium)
{
    private const int MostTabs = 40;

    [Fact]
    public async Task A_payment_is_made_with_tab_enter_and_space_alone()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.ConnectedAsync();

        await TabToAsync(page.Page, "Ask for a palm");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Message).ToHaveTextAsync("Hold your palm over the scanner.");
        await TabToAsync(page.Page, "Place the palm");
        await page.Page.Keyboard.PressAsync("Space");

        await Expect(page.Request).ToContainTextAsync("Paid 25.00 USD by usr_");
    }

    [Fact]
    public async Task Whatever_has_the_focus_shows_it()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.ConnectedAsync();
        HashSet<string> seen = [];
        for (int tab = 0; tab < MostTabs; tab++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            string[] found = await page.Page.EvaluateAsync<string[]>(
                """
                () => {
                  const focused = document.activeElement;
                  const shown = focused.matches('.choice input') ? focused.nextElementSibling : focused;
                  const style = getComputedStyle(shown);
                  if (focused === document.body) return ['', '', ''];
                  return [focused.name || focused.id || focused.textContent, style.outlineStyle, style.outlineWidth];
                }
                """);
            if (found[0].Length == 0 || !seen.Add(found[0]))
                continue;
            found[1].ShouldBe("solid", found[0]);
            found[2].ShouldBe("3px", found[0]);
        }

        seen.Count.ShouldBeGreaterThan(12);
    }

    private static async Task TabToAsync(IPage page, string button)
    {
        for (int tab = 0; tab < MostTabs; tab++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("document.activeElement.textContent") == button)
                return;
        }

        throw new InvalidOperationException($"No {MostTabs} presses of Tab lead to '{button}'.");
    }
}
