using System.Text.Json;
using Boop.Client;
using Boop.Scanner;

namespace Boop.EndToEnd.Tests;

/// <summary>A shop with a scanner that the command line has added, beside a running server.</summary>
internal sealed record Credentials(string VendorId, string Key, string ScannerId, string ScannerKey)
{
    public static async Task<Credentials> AddShopAsync(TemporaryFolder folder, params string[] more)
    {
        JsonElement vendor = await AddAsync(["vendor", "add", "--name", "Corner Shop", "--data", folder.Path, .. more]);
        string vendorId = vendor.GetProperty("vendor_id").GetString()!;
        JsonElement scanner = await AddAsync(["scanner", "add", "--vendor", vendorId, "--data", folder.Path, .. more]);
        return new Credentials(
            vendorId,
            vendor.GetProperty("api_key").GetString()!,
            scanner.GetProperty("scanner_id").GetString()!,
            scanner.GetProperty("scanner_key").GetString()!);
    }

    public static async Task<JsonElement> AddAsync(params string[] arguments)
    {
        (int exitCode, string output, string error) = await BoopProcess.RunAsync(arguments);
        exitCode.ShouldBe(0, error);
        return JsonDocument.Parse(output).RootElement.Clone();
    }

    public BoopClient Connect(BoopProcess server) => Clients.Connect(server, VendorId, Key);

    public async Task<SimulatedScanner> ConnectScannerAsync(BoopProcess server, int capacity = 10)
    {
        SimulatedScanner scanner = new(new SimulatedScannerOptions
        {
            Url = server.ScannerSocket,
            ScannerId = ScannerId,
            ScannerKey = ScannerKey,
            Capacity = capacity,
        });
        // A running server sees what the command line wrote within a second.
        await Cap.PauseAsync(TimeSpan.FromSeconds(1));
        await scanner.ConnectAsync(TestContext.Current.CancellationToken);
        return scanner;
    }
}
