using System.Net;
using Boop.Server.Faults;
using Boop.Server.Node;
using Boop.Server.Tests.Processes;
using Boop.Testing;

namespace Boop.Server.Tests.Node;

public sealed class PeerOptionsTests
{
    [Theory]
    [InlineData("10.0.0.7", "10.0.0.7", null)]
    [InlineData("10.0.0.7:5000", "10.0.0.7", 5000)]
    [InlineData("[fd00::7]:5000", "fd00::7", 5000)]
    [InlineData("fd00::7", "fd00::7", null)]
    [InlineData("boop-1", "boop-1", null)]
    [InlineData("boop-1.example.org:5000", "boop-1.example.org", 5000)]
    public void An_address_or_a_name_with_a_port_or_without_is_understood(string text, string host, int? port) =>
        PeerOptions.Parse(11_111, text).ShouldBe(new PeerOptions(11_111, host, port));

    [Theory]
    [InlineData("")]
    [InlineData("0.0.0.0")]
    [InlineData("[::]:5000")]
    [InlineData("10.0.0.7:0")]
    [InlineData("10.0.0.7:99999")]
    [InlineData("boop-1:port")]
    [InlineData("http://boop-1")]
    public void What_nobody_can_reach_is_refused(string text) =>
        Should.Throw<UsageException>(() => PeerOptions.Parse(11_111, text)).Message.ShouldContain("--advertise");

    [Theory]
    [InlineData(-1)]
    [InlineData(70_000)]
    public void A_port_that_is_none_is_refused(int port) =>
        Should.Throw<UsageException>(() => PeerOptions.Parse(port, "127.0.0.1")).Message.ShouldContain("--silo-port");

    [Fact]
    public async Task A_node_whose_peers_are_told_another_port_listens_on_its_own()
    {
        PeerEndpoint found = await PeerEndpoint.FindAsync(PeerOptions.Parse(4000, "127.0.0.1:5000"), TestContext.Current.CancellationToken);
        found.ShouldBe(new PeerEndpoint(new IPEndPoint(IPAddress.Loopback, 4000), new IPEndPoint(IPAddress.Loopback, 5000)));
    }

    [Fact]
    public async Task An_address_that_is_not_this_machines_is_advertised_and_every_one_listened_on()
    {
        PeerEndpoint found = await PeerEndpoint.FindAsync(PeerOptions.Parse(4000, "192.0.2.1"), TestContext.Current.CancellationToken);
        found.ShouldBe(new PeerEndpoint(new IPEndPoint(IPAddress.Any, 4000), new IPEndPoint(IPAddress.Parse("192.0.2.1"), 4000)));
    }

    [Fact]
    public async Task Without_a_cluster_there_are_no_peers_to_listen_for()
    {
        using TemporaryFolder folder = new();
        BoopRun run = await BoopRun.OfAsync("serve", "--silo-port", "4000", "--data", folder.Data);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("--cluster");
    }
}
