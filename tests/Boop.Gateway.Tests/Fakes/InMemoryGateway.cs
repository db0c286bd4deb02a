using Boop.Gateway.Hosting;
using Boop.Testing;

namespace Boop.Gateway.Tests.Fakes;

/// <summary>The gateway without Kestrel, over grains and credentials that the test plays.</summary>
internal sealed class InMemoryGateway : InMemoryEdge
{
    public InMemoryGateway()
        : this(new FakeCredentials(), new FakeGrains())
    {
    }

    private InMemoryGateway(FakeCredentials credentials, FakeGrains grains)
        : base(credentials, grains, new TestClock())
    {
        Credentials = credentials;
        Grains = grains;
        Stop = new GracefulStop(Status, Sockets, Clock, Logs.CreateLogger<GracefulStop>());
    }

    public FakeGrains Grains { get; }

    public FakeCredentials Credentials { get; }

    public GracefulStop Stop { get; }

    public FakeVendorGrain Vendor => Grains.Vendor(FakeCredentials.Vendor);

    public FakeScannerGrain Scanner => Grains.Scanner(FakeCredentials.Scanner);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Grains.References.ShouldBe(0, "An observer was not let go of.");
    }
}
