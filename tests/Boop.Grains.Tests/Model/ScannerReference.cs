using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests.Model;

/// <summary>A scanner's grain as an owner of the vendor holds it.</summary>
internal sealed class ScannerReference(World world, Activation owner, ScannerId scanner) : IScannerGrain
{
    public Task OfferAsync(SessionId session, ScannerOffer offer)
    {
        world.Screens.Offers(owner, scanner, session, offer);
        return Send(grain => grain.OfferAsync(session, offer));
    }

    public Task WithdrawAsync(SessionId session, OfferId offer, WithdrawalReason reason)
    {
        world.Screens.Withdraws(owner, offer, reason);
        return Send(grain => grain.WithdrawAsync(session, offer, reason));
    }

    public Task AnswerAsync(ScanReference scan, ScanAnswer answer)
    {
        world.Screens.Answers(owner, scan, answer);
        return Send(grain => grain.AnswerAsync(scan, answer));
    }

    public Task AnnounceAsync() => Send(grain => grain.AnnounceAsync());

    public Task<ScannerAttachAnswer> AttachAsync(ScannerAttach attach, IScannerSession observer) => throw new NotSupportedException();

    public Task<SessionStanding?> CheckAsync(SessionId session) => throw new NotSupportedException();

    public Task ReceiveAsync(SessionId session, long number, ScannerCommand command) => throw new NotSupportedException();

    public Task DetachAsync(SessionId session) => throw new NotSupportedException();

    private Task Send(Func<IScannerGrain, Task> message)
    {
        world.ScannerSeats[scanner].Send(activation => message((IScannerGrain)activation.Grain));
        return Task.CompletedTask;
    }
}
