using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;

namespace Boop.Gateway.Tests.Network;

/// <summary>What a session holds of its vendor's grain, which can break where a context is handed on.</summary>
internal sealed class FaultyVendorGrain(IVendorGrain inner, Func<bool> isFaulty) : IVendorGrain
{
    public Task<AttachAnswer> AttachAsync(VendorAttach attach, IVendorSession session) => inner.AttachAsync(attach, session);

    public Task ReceiveAsync(SessionId session, long number, VendorCommand command) =>
        isFaulty() && command is VendorCommand.Create
            ? throw new InvalidOperationException("The test breaks the code behind the socket.")
            : inner.ReceiveAsync(session, number, command);

    public Task<SessionStanding?> CheckAsync(SessionId session) => inner.CheckAsync(session);

    public Task SentAsync(SessionId session, int outcomes) => inner.SentAsync(session, outcomes);

    public Task AliveAsync(SessionId session) => inner.AliveAsync(session);

    public Task DetachAsync(SessionId session) => inner.DetachAsync(session);

    public Task WakeAsync(IReadOnlyList<ContextId> overdue) => throw new NotSupportedException();

    public Task<bool> ScannerAttachedAsync(ScannerAttachment scanner) => throw new NotSupportedException();

    public Task ScannerDetachedAsync(ScannerId scanner, SessionId session) => throw new NotSupportedException();

    public Task ReportAsync(OfferId offer, OfferReport report) => throw new NotSupportedException();

    public Task ScanAsync(ScannerId scanner, ScanReference scan, PalmCapture capture) => throw new NotSupportedException();
}
