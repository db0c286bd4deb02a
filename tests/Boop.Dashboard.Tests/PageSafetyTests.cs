using Boop.Dashboard.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Boop.Dashboard.Tests;

/// <summary>What the page weighs, where it goes, and what its browser allows it.</summary>
public sealed class PageSafetyTests(Chromium chromium)
{
    private const int MostBytes = 100_000;

    [Fact]
    public async Task The_page_keeps_its_policy_and_stays_with_its_host()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.AskAsync();
        await page.PressAsync("Place the palm");
        await Expect(page.Request).ToContainTextAsync("Paid 25.00 USD by usr_");

        page.Complaints.ShouldBeEmpty();
        page.Requests.ShouldAllBe(url => url.Authority == page.Server.Url.Authority);
        page.Requests.Select(url => url.AbsolutePath).Distinct().ShouldBe(
            ["/", "/ws/vendor", "/ws/pvs", "/demo/palm", .. Parts()], ignoreOrder: true);
    }

    [Fact]
    public async Task The_policy_is_one_that_stops_what_is_not_the_pages_own()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.ConnectedAsync();

        string[] stopped = await page.Page.EvaluateAsync<string[]>(
            """
            async () => {
              const stopped = [];
              addEventListener('securitypolicyviolation', event => stopped.push(event.effectiveDirective));
              const script = document.createElement('script');
              try { script.textContent = 'document.title = "taken"'; } catch { stopped.push('markup'); }
              try { document.body.innerHTML += '<b>'; } catch { stopped.push('markup'); }
              document.body.setAttribute('style', 'color: red');
              await fetch('http://127.0.0.1:9/').catch(() => {});
              await new Promise(done => setTimeout(done, 0));
              return stopped;
            }
            """);

        stopped.ShouldContain("markup");
        stopped.ShouldContain("style-src-attr");
        stopped.ShouldContain("connect-src");
        (await page.Page.TitleAsync()).ShouldBe("Boop: try it");
    }

    [Fact]
    public async Task The_page_weighs_less_than_a_hundred_kilobytes()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        using HttpClient http = new() { BaseAddress = page.Server.Url };
        int bytes = 0;
        foreach (string path in Parts().Prepend("/"))
        {
            using HttpResponseMessage answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
            bytes += (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
            answer.Content.Headers.ContentType.ShouldNotBeNull();
            Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
            Header(answer, "Referrer-Policy").ShouldBe("no-referrer");
            string policy = Header(answer, "Content-Security-Policy");
            policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self';");
            policy.ShouldContain("base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
            policy.ShouldNotContain("unsafe");
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{bytes} bytes");
        bytes.ShouldBeLessThan(MostBytes);
    }

    [Fact]
    public async Task A_host_that_would_end_the_directive_stays_out_of_the_policy()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        using HttpClient http = new() { BaseAddress = page.Server.Url };
        using HttpRequestMessage request = new(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Host", "a;script-src*").ShouldBeTrue();

        using HttpResponseMessage answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        if (answer.IsSuccessStatusCode)
            Header(answer, "Content-Security-Policy").ShouldContain("connect-src 'self';");
        else
            ((int)answer.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Keys_and_palms_are_masked_in_the_frames()
    {
        await using TryItPage page = await TryItPage.OpenAsync(chromium);
        await page.AskAsync();
        await page.PressAsync("Place the palm");
        await Expect(page.Request).ToContainTextAsync("Paid 25.00 USD by usr_");

        await Expect(page.Frames).ToContainTextAsync("\"api_key\": \"••••••••\"");
        await Expect(page.Frames).ToContainTextAsync("\"scanner_key\": \"••••••••\"");
        await Expect(page.Frames).ToContainTextAsync("\"template\": \"•••• (684 characters of base64)\"");
        string content = await page.Page.ContentAsync();
        content.ShouldNotContain("sk_live");
        content.ShouldNotContain("pvs_demo");
    }

    private static IEnumerable<string> Parts() =>
        typeof(Hosting.TryItEndpoints).Assembly.GetManifestResourceNames()
            .Select(name => name["TryIt/".Length..])
            .Where(name => name != "index.html")
            .Select(name => $"/try-it/{name}");

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).ShouldHaveSingleItem();
}
