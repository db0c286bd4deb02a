using System.Text.Json;
using Boop.Dashboard.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Boop.Dashboard.Tests;

/// <summary>Whatever a frame holds is text.</summary>
public sealed class HostileFrameTests(Chromium chromium)
{
    private const string Markup = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
    private const string Title = "Boop: try it";

    [Fact]
    public async Task A_description_with_markup_is_shown_as_it_was_written()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.Till.GetByLabel("Description").FillAsync(Markup);
        await page.AskAsync();

        await Expect(page.Scanner.GetByText(Markup)).ToBeVisibleAsync();
        await Expect(page.Frames).ToContainTextAsync(JsonSerializer.Serialize(Markup, Relaxed));
        await NothingHappenedAsync(page);
    }

    [Fact]
    public async Task A_network_that_means_harm_gets_nothing_done()
    {
        List<IWebSocketRoute> vendors = [];
        List<IWebSocketRoute> scanners = [];
        await using TryItPage page = await TryItPage.OpenAsync(chromium, new BrowserNewContextOptions(), async opening =>
        {
            await opening.RouteWebSocketAsync("**/ws/vendor", vendors.Add);
            await opening.RouteWebSocketAsync("**/ws/pvs", scanners.Add);
        });
        await Expect(page.Frames).ToContainTextAsync("ven_try_it");
        await Expect(page.Frames).ToContainTextAsync("scn_try_it");
        IWebSocketRoute vendor = vendors.ShouldHaveSingleItem();
        IWebSocketRoute scanner = scanners.ShouldHaveSingleItem();
        string text = JsonSerializer.Serialize(Markup, Relaxed);

        foreach (string frame in HostileToBoth(text).Concat(HostileToVendor(text)))
            vendor.Send(frame);
        foreach (string frame in HostileToBoth(text).Concat(HostileToScanner(text)))
            scanner.Send(frame);
        vendor.Send("""{"type":"error","error":"The end","code":"LAST_OF_TILL"}""");
        scanner.Send("""{"type":"error","error":"The end","code":"LAST_OF_SCANNER"}""");

        await Expect(page.Till).ToContainTextAsync("LAST_OF_TILL");
        await Expect(page.Message).ToContainTextAsync("LAST_OF_SCANNER");
        await Expect(page.Request).ToContainTextAsync(Markup);
        await Expect(page.Frames).ToContainTextAsync("\\u202e", new LocatorAssertionsToContainTextOptions { UseInnerText = true });
        (await page.Page.ContentAsync()).ShouldNotContain("\u202e");
        await NothingHappenedAsync(page);
    }

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<string> HostileToBoth(string text) =>
    [
        Markup, "", "null", "[1,2]", "7", "{", "{\"type\":7}", $$"""{"type":{{text}}}""", $$"""{{{text}}:{{text}}}""",
        """{"__proto__":{"polluted":true},"type":"constructor"}""", """{"type":"authenticated","heartbeat_interval_ms":"soon","limits":7}""",
        """{"type":"pong","text":"\u202egnihtyna"}""",
        $$"""{"type":"error","error":{{text}},"code":{{text}},"field":{{text}},"detail":{{text}},"retry_after_ms":{{text}},"id":{{text}}}""",
        """{"type":"error","code":"__proto__","field":"constructor"}""", """{"type":"error","code":7,"error":null}""",
        $$"""{"type":"pong","deep":{{string.Concat(Enumerable.Repeat("[", 64))}}{{string.Concat(Enumerable.Repeat("]", 64))}}}""",
    ];

    private static IEnumerable<string> HostileToVendor(string text) =>
    [
        """{"type":"auth_result"}""", """{"type":"auth_result","context_id":{"a":1},"result":null}""",
        """{"type":"auth_result","context_id":"a","result":{"success":"yes","reason":"__proto__"}}""",
        """{"type":"auth_result","context_id":"b","result":{"success":true,"user_id":{},"attributes":7,"withheld":[null,7]}}""",
        """{"type":"context_update","context_id":"a","state":"constructor"}""", """{"type":"context_update"}""",
        $$"""{"type":"auth_result","context_id":{{text}},"result":{"success":true,"user_id":{{text}},"attributes":{{{text}}:{{text}}},"withheld":[{"name":{{text}},"reason":{{text}}}] } }""",
    ];

    private static IEnumerable<string> HostileToScanner(string text) =>
    [
        $$"""{"type":"authenticated","scanner_id":{{text}},"vendor_name":{{text}},"terminal_id":{{text}}}""",
        """{"type":"offer"}""", """{"type":"offer","offer_id":"1","amount":2500,"currency":7,"attributes":{"length":3},"expires_in_ms":"soon"}""",
        """{"type":"scan_result","offer_id":"1","outcome":"__proto__","attempts_left":"many"}""", """{"type":"withdrawn","offer_id":"1","reason":"__proto__"}""",
        $$"""{"type":"offer","offer_id":{{text}},"context_type":{{text}},"vendor_name":{{text}},"description":{{text}},"attributes":[{{text}}],"amount":1,"currency":{{text}},"expires_in_ms":30000}""",
    ];

    private static async Task NothingHappenedAsync(TryItPage page)
    {
        (await page.Page.TitleAsync()).ShouldBe(Title);
        (await page.Page.Locator("main img, main script, main iframe, main a").CountAsync()).ShouldBe(0);
        (await page.Page.EvaluateAsync<bool>("'polluted' in {}")).ShouldBeFalse();
        page.Complaints.ShouldBeEmpty();
    }
}
