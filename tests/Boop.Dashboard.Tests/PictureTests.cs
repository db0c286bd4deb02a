using Boop.Dashboard.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Boop.Dashboard.Tests;

/// <summary>Makes the pictures of the README and the docs: a payment that went well, after a scan that did not.</summary>
public sealed class PictureTests(Chromium chromium)
{
    [Theory]
    [InlineData("try-it-light", ColorScheme.Light, 1280, 900)]
    [InlineData("try-it-dark", ColorScheme.Dark, 1280, 900)]
    [InlineData("try-it-phone", ColorScheme.Light, 360, 860)]
    public async Task A_picture_shows_both_sides_of_a_payment(string name, ColorScheme scheme, int width, int height)
    {
        BrowserNewContextOptions options = new()
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
        };
        await using TryItPage page = await TryItPage.OpenAsync(chromium, options);
        await page.AskAsync();
        await page.PressAsync("Place the palm");
        await Expect(page.Request).ToContainTextAsync("E-mail: ada@example.org");
        await page.Till.GetByLabel("Amount in USD").FillAsync("4.20");
        await page.Till.GetByLabel("Description").FillAsync("A slice of cake");
        await page.AskAsync();
        await page.PressAsync("Poor scan");
        await Expect(page.Message).ToContainTextAsync("it costs no attempt");
        bool isPhone = width < 500;
        await page.Page.Mouse.MoveAsync(0, 0);
        await page.Page.EvaluateAsync("isPhone => { document.activeElement.blur(); scrollTo(0, isPhone ? document.querySelector('.scanner').offsetTop - 8 : 0); }", isPhone);
        await page.Frames.GetByText("create_context", new LocatorGetByTextOptions { Exact = true }).First.EvaluateAsync(
            "type => { const scroller = type.closest('.scroller'); scroller.scrollTop = type.closest('li').offsetTop - scroller.offsetTop - 8; }");

        byte[] picture = await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Pictures.Path(name), FullPage = !isPhone });

        picture.Length.ShouldBeGreaterThan(10_000);
    }
}
