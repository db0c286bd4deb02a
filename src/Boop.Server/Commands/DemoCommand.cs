using System.CommandLine;
using System.Globalization;
using Boop.Dashboard.Hosting;
using Boop.Server.DataFolders;
using Boop.Server.Demo;
using Boop.Server.Faults;
using Boop.Server.Node;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Boop.Server.Commands;

/// <summary><c>boop demo</c>: a whole network with vendors, scanners and people in it.</summary>
internal static class DemoCommand
{
    private const string Off = "off";
    private const string DefaultAutoScan = "1500";
    private const int LongestAutoScanMs = 30_000;

    public static Command Create(TimeProvider time)
    {
        NodeCommandOptions node = new();
        Option<string> autoScan = new("--auto-scan")
        {
            Description = "How old a request is, in milliseconds, when the simulated scanner shows Ada's palm; off for never.",
            HelpName = "MS|off",
            DefaultValueFactory = _ => DefaultAutoScan,
        };
        Command command = new("demo", "Run a network to try out, with two shops, their scanners and two people.");
        node.AddTo(command, hasCluster: false);
        command.Options.Add(autoScan);
        command.SetAction(parsed => RunAsync(node.Read(parsed), node.ReadStore(parsed), ParseAutoScan(parsed.GetRequiredValue(autoScan)), time));
        return command;
    }

    private static TimeSpan? ParseAutoScan(string text)
    {
        if (text.Equals(Off, StringComparison.OrdinalIgnoreCase))
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int ms) && ms <= LongestAutoScanMs
            ? TimeSpan.FromMilliseconds(ms)
            : throw new UsageException($"--auto-scan takes 0 to {LongestAutoScanMs} milliseconds, or off.");
    }

    private static Task<int> RunAsync(NodeOptions options, DataFolderOptions folder, TimeSpan? autoScan, TimeProvider time)
    {
        if (options.Urls.FirstOrDefault(url => !url.IsLoopback) is { } open)
            throw new UsageException($"demo has published keys and listens on loopback alone, not on {open}; use 127.0.0.1, or boop serve.");
        return new NodeRun(options, folder, time)
        {
            Prepare = DemoSeed.ApplyAsync,
            AddServices = services => services.AddSingleton<IHostedService>(provider => new DemoScanners(
                autoScan, provider.GetRequiredService<IServer>(), provider.GetRequiredService<ILoggerFactory>(), time)),
            MapEndpoints = endpoints =>
            {
                endpoints.MapBoopTryIt();
                endpoints.MapDemoPalms();
            },
            Announce = urls => DemoWelcome.Write(ConsoleOutput.Create(), urls, folder.Folder, autoScan),
        }.RunAsync();
    }
}
