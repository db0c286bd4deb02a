using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;
using Boop.Testing;

namespace Boop.Gateway.Tests.Fakes;

/// <summary>A scanner of the Coffee Shop at its till 1. It only records; tests notify its session.</summary>
internal sealed class FakeScannerGrain : IScannerGrain
{
    private IScannerSession? _session;

    /// <summary>Answers an attach in place of the usual answer.</summary>
    public Func<IScannerSession, Task<ScannerAttachAnswer>>? OnAttach { get; set; }

    public Recorder<int> Attached { get; } = new("a session attached to the scanner's grain");

    public Recorder<(long Number, ScannerCommand Command)> Received { get; } = new("a message reached the scanner's grain");

    public Recorder<SessionId> Detached { get; } = new("the session detached from the scanner's grain");

    /// <summary>The session that notices go to.</summary>
    public IScannerSession Session => _session ?? throw new InvalidOperationException("No session attached.");

    public async Task<ScannerAttachAnswer> AttachAsync(ScannerAttach attach, IScannerSession observer)
    {
        Attached.Add(attach.Capacity);
        IScannerSession? replaced = Interlocked.Exchange(ref _session, observer);
        if (replaced is not null)
            await replaced.NotifyAsync(new ScannerNotice.Replaced());
        return OnAttach is null
            ? new ScannerAttachAnswer.Attached("Coffee Shop", TerminalId.Parse("till_1"))
            : await OnAttach(observer);
    }

    public Task ReceiveAsync(SessionId session, long number, ScannerCommand command)
    {
        Received.Add((number, command));
        return Task.CompletedTask;
    }

    public Task<SessionStanding?> CheckAsync(SessionId session) => throw new NotSupportedException();

    public Task DetachAsync(SessionId session)
    {
        Detached.Add(session);
        return Task.CompletedTask;
    }

    public Task OfferAsync(SessionId session, ScannerOffer offer) => throw new NotSupportedException();

    public Task WithdrawAsync(SessionId session, OfferId offer, WithdrawalReason reason) => throw new NotSupportedException();

    public Task AnswerAsync(ScanReference scan, ScanAnswer answer) => throw new NotSupportedException();

    public Task AnnounceAsync() => throw new NotSupportedException();
}
