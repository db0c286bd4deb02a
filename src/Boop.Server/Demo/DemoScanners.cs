using Boop.Scanner;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Boop.Server.Demo;

/// <summary>
/// The demo's scanners: clients of <c>/ws/pvs</c> like any other, over the address that the server listens on. They leave before the
/// server says goodbye, so that what they held waits for their return.
/// </summary>
internal sealed class DemoScanners(TimeSpan? autoScan, IServer server, ILoggerFactory logs, TimeProvider time) : IHostedLifecycleService
{
    private const int Capacity = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private IReadOnlyList<SimulatedScanner> _scanners = [];

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        Uri url = new(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        _scanners =
        [
            Create(url, DemoCredentials.CoffeeScanner, DemoCredentials.CoffeeScannerKey),
            Create(url, DemoCredentials.BookScanner, DemoCredentials.BookScannerKey),
        ];
        try
        {
            await Task.WhenAll(_scanners.Select(scanner => scanner.ConnectAsync(cancellationToken))).WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // They go on trying by themselves.
        }
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_scanners.Select(scanner => scanner.DisposeAsync().AsTask())).WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The server closes their sockets anyway.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private SimulatedScanner Create(Uri url, string id, string key) => new(new SimulatedScannerOptions
    {
        Url = url,
        ScannerId = id,
        ScannerKey = key,
        Capacity = Capacity,
        AutoScan = autoScan,
        Person = DemoPeople.Ada,
        TimeProvider = time,
        LoggerFactory = logs,
    });
}
