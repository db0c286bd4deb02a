using System.Diagnostics;

namespace Boop.EndToEnd.Tests;

public sealed class QuickstartTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_quickstart_takes_a_payment_from_the_demo_managed_and_as_native_code(bool isNative)
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "100");

        (int exitCode, string output) = await RunAsync(Executable(isNative), server.VendorSocket.ToString());

        output.ShouldStartWith("Paid 25.00 by usr_");
        output.ShouldContain("ada@example.org");
        exitCode.ShouldBe(0);
    }

    [Fact]
    public async Task The_quickstart_says_in_a_sentence_why_nothing_was_paid()
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("serve", folder);

        (int exitCode, string output) = await RunAsync(Executable(isNative: false), server.VendorSocket.ToString());

        exitCode.ShouldBe(1);
        output.ShouldContain("refused the vendor id or the key");
        output.ShouldNotContain("   at ");
    }

    private static string Executable(bool isNative)
    {
        // artifacts/bin/Boop.EndToEnd.Tests/release
        DirectoryInfo own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        DirectoryInfo artifacts = own.Parent!.Parent!.Parent!;
        string executable = isNative
            ? Path.Combine(artifacts.FullName, "native", "Quickstart", "Quickstart")
            : Path.Combine(artifacts.FullName, "bin", "Quickstart", own.Name, "Quickstart");
        return File.Exists(executable) ? executable : throw new InvalidOperationException($"{executable} is missing: run ./test.sh once.");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string executable, string url)
    {
        ProcessStartInfo start = new(executable, [url]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WithinAsync("the Quickstart ended");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
