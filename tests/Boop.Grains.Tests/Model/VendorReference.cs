using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests.Model;

/// <summary>The vendor's grain as the scanners' grains hold it.</summary>
internal sealed class VendorReference(World world) : IVendorGrain
{
    public Task<bool> ScannerAttachedAsync(ScannerAttachment scanner) => world.Vendor.CallAsync(async owner =>
    {
        world.Screens.Changes(owner, scanner.Scanner, ended: null, begun: scanner.Session);
        bool isNew = await ((IVendorGrain)owner.Grain).ScannerAttachedAsync(scanner);
        world.Screens.Knows(owner, scanner.Session);
        return isNew;
    });

    public Task ScannerDetachedAsync(ScannerId scanner, SessionId session) => world.Vendor.CallAsync(async owner =>
    {
        world.Screens.Changes(owner, scanner, ended: session, begun: null);
        await ((IVendorGrain)owner.Grain).ScannerDetachedAsync(scanner, session);
        return true;
    });

    public Task ReportAsync(OfferId offer, OfferReport report)
    {
        world.Vendor.Send(owner =>
        {
            world.Screens.Reports(owner, offer, report);
            return ((IVendorGrain)owner.Grain).ReportAsync(offer, report);
        });
        return Task.CompletedTask;
    }

    public Task ScanAsync(ScannerId scanner, ScanReference scan, PalmCapture capture)
    {
        world.Vendor.Send(owner =>
        {
            world.Screens.Reads(owner, scan);
            return ((IVendorGrain)owner.Grain).ScanAsync(scanner, scan, capture);
        });
        return Task.CompletedTask;
    }

    public Task<AttachAnswer> AttachAsync(VendorAttach attach, IVendorSession session) => throw new NotSupportedException();

    public Task ReceiveAsync(SessionId session, long number, VendorCommand command) => throw new NotSupportedException();

    public Task<SessionStanding?> CheckAsync(SessionId session) => throw new NotSupportedException();

    public Task SentAsync(SessionId session, int outcomes) => throw new NotSupportedException();

    public Task AliveAsync(SessionId session) => throw new NotSupportedException();

    public Task DetachAsync(SessionId session) => throw new NotSupportedException();

    public Task WakeAsync(IReadOnlyList<ContextId> overdue) => throw new NotSupportedException();
}
