using Boop.Testing;
using Microsoft.Playwright;

namespace Boop.Dashboard.Tests.Browsing;

/// <summary>
/// The page, open in a browser of its own before a server of its own. What the browser objected to, and where it went, is kept.
/// </summary>
internal sealed class TryItPage : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("boop-page-").FullName;
    private readonly List<string> _complaints = [];
    private readonly List<Uri> _requests = [];
    private IBrowserContext? _context;
    private BoopServer? _server;
    private IPage? _page;

    private TryItPage()
    {
    }

    public IPage Page => _page ?? throw new InvalidOperationException("The page is not open.");

    public BoopServer Server => _server ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>What the console reported as an error: violations of the policy, exceptions, what could not be loaded.</summary>
    public IReadOnlyList<string> Complaints => [.. _complaints];

    /// <summary>Every address that the page asked for, its sockets too.</summary>
    public IReadOnlyList<Uri> Requests => [.. _requests];

    public ILocator Till => Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Till", Exact = true });

    public ILocator Scanner => Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Palm scanner", Exact = true });

    public ILocator Frames => Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Frames of both sockets" });

    /// <summary>The latest request on the till's list.</summary>
    public ILocator Request => Till.GetByRole(AriaRole.List, new LocatorGetByRoleOptions { Name = "Requests" }).GetByRole(AriaRole.Listitem).First;

    /// <summary>What the scanner's screen says.</summary>
    public ILocator Message => Scanner.GetByRole(AriaRole.Status);

    public static Task<TryItPage> OpenAsync(Chromium chromium) => OpenAsync(chromium, new BrowserNewContextOptions());

    public static async Task<TryItPage> OpenAsync(Chromium chromium, BrowserNewContextOptions options, Func<IPage, Task>? prepare = null)
    {
        TryItPage opened = new();
        try
        {
            opened._server = await BoopServer.StartPublishedDemoAsync(opened.Data);
            opened._context = await chromium.Browser.NewContextAsync(options);
            opened._page = await opened._context.NewPageAsync();
            opened.Watch(opened._page);
            if (prepare is not null)
                await prepare(opened._page);
            await opened._page.GotoAsync(opened.Server.Url.ToString());
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Waits until both sockets are let in.</summary>
    public async Task ConnectedAsync()
    {
        await Assertions.Expect(Till.GetByText("Connected", new LocatorGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(Scanner.GetByText("Connected", new LocatorGetByTextOptions { Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>Asks at the till with what stands in the form, and waits for the scanner's screen.</summary>
    public async Task AskAsync()
    {
        await ConnectedAsync();
        await Till.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Ask for a palm" }).ClickAsync();
        await Assertions.Expect(Message).ToHaveTextAsync("Hold your palm over the scanner.");
    }

    /// <summary>Chooses one of the page's buttons that are circles.</summary>
    public static Task ChooseAsync(ILocator panel, string name) =>
        panel.GetByRole(AriaRole.Radio, new LocatorGetByRoleOptions { Name = name }).CheckAsync();

    public Task PressAsync(string name) => Scanner.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name }).ClickAsync();

    /// <summary>Stops the server as its operator does, and starts another on the same folder and address.</summary>
    public async Task RestartAsync()
    {
        Uri url = Server.Url;
        (await Server.StopAsync()).ExitCode.ShouldBe(0);
        await StartAgainAsync(url);
    }

    /// <summary>Ends the server without a word.</summary>
    public async Task<Uri> KillAsync()
    {
        Uri url = Server.Url;
        await Server.KillAsync();
        return url;
    }

    public async Task StartAgainAsync(Uri url)
    {
        await Server.DisposeAsync();
        _server = await BoopServer.StartPublishedDemoAsync(Data, url);
    }

    public async ValueTask DisposeAsync()
    {
        if (_context is not null)
            await _context.CloseAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) => _requests.Add(new Uri(request.Url));
        page.WebSocket += (_, socket) => _requests.Add(new Uri(socket.Url));
    }
}
