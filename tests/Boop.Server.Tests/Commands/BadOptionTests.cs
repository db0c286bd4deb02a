using Boop.Server.Tests.Processes;
using Boop.Testing;

namespace Boop.Server.Tests.Commands;

public sealed class BadOptionTests
{
    [Theory]
    [InlineData("See boop --help")]
    [InlineData("'nonsense'", "nonsense")]
    [InlineData("See boop vendor --help", "vendor")]
    [InlineData("'--nope'", "demo", "--nope")]
    [InlineData("'extra'", "serve", "extra")]
    [InlineData("--urls", "serve", "--urls")]
    [InlineData("--data", "serve", "--data", "a", "--data", "b")]
    [InlineData("--data names no place", "serve", "--data", "")]
    [InlineData("--auto-scan takes", "demo", "--auto-scan", "soon")]
    [InlineData("--auto-scan takes", "demo", "--auto-scan", "-1")]
    [InlineData("loopback", "demo", "--urls", "http://0.0.0.0:0")]
    [InlineData("loopback", "demo", "--urls", "http://127.0.0.1:0;http://[::]:0")]
    [InlineData("loopback", "demo", "--urls", "http://*:0")]
    [InlineData("speaks http alone", "serve", "--urls", "https://127.0.0.1:0")]
    [InlineData("names a host", "serve", "--urls", "http://example.org:5080")]
    [InlineData("--name", "vendor", "add")]
    [InlineData("--vendor", "scanner", "add")]
    public async Task A_bad_option_is_told_in_one_line(string saying, params string[] arguments) =>
        (await BoopRun.OfAsync(arguments)).ShouldRefuse(saying);

    [Fact]
    public async Task Help_is_no_error()
    {
        BoopRun run = await BoopRun.OfAsync("vendor", "add", "--help");

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("--key-file");
        run.Error.ShouldBeEmpty();
    }
}
