using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;
using Boop.Testing;

namespace Boop.Gateway.Tests.Fakes;

/// <summary>A vendor whose contexts succeed as soon as they are created. The newest session wins.</summary>
internal sealed class FakeVendorGrain : IVendorGrain
{
    public static readonly DateTimeOffset DecidedAt = new(2026, 1, 1, 0, 0, 5, TimeSpan.Zero);

    private IVendorSession? _session;

    /// <summary>Answers an attach in place of the usual answer.</summary>
    public Func<VendorAttach, IVendorSession, Task<AttachAnswer>>? OnAttach { get; set; }

    /// <summary>Says how far it has come with its session.</summary>
    public Func<Task<SessionStanding?>> OnCheck { get; set; } = () => throw new NotSupportedException();

    /// <summary>Takes a numbered message in place of the usual handling.</summary>
    public Func<long, VendorCommand, Task>? OnReceive { get; set; }

    public Recorder<VendorAttach> Attached { get; } = new("a session attached to the vendor's grain");

    public Recorder<(long Number, VendorCommand Command)> Received { get; } = new("a message reached the vendor's grain");

    public Recorder<int> Sent { get; } = new("the grain heard that outcomes were sent");

    public Recorder<SessionId> Alive { get; } = new("the grain heard a sign of life");

    public Recorder<SessionId> Detached { get; } = new("the session detached from the vendor's grain");

    /// <summary>The session that notices go to.</summary>
    public IVendorSession Session => _session ?? throw new InvalidOperationException("No session attached.");

    public static VendorNotice Success(string context, string? messageId = null) => new VendorNotice.Decided(
        ContextId.Parse(context),
        new Outcome.Succeeded(
            UserId.Parse("usr_1"),
            [new ReleasedValue(AttributeName.Parse("email"), "ada@example.org")],
            [],
            DecidedAt),
        messageId);

    public async Task<AttachAnswer> AttachAsync(VendorAttach attach, IVendorSession session)
    {
        Attached.Add(attach);
        if (OnAttach is not null)
            return await OnAttach(attach, session);
        return await TakeOverAsync(session);
    }

    /// <summary>Makes this the session and tells the one before.</summary>
    public async Task<AttachAnswer> TakeOverAsync(IVendorSession session, params int[] messageAgesMs)
    {
        IVendorSession? replaced = Interlocked.Exchange(ref _session, session);
        if (replaced is not null)
            await replaced.NotifyAsync(new VendorNotice.Replaced());
        return new AttachAnswer.Attached([.. messageAgesMs, 0]);
    }

    public Task ReceiveAsync(SessionId session, long number, VendorCommand command)
    {
        Received.Add((number, command));
        if (OnReceive is not null)
            return OnReceive(number, command);
        return command is VendorCommand.Create create
            ? Session.NotifyAsync(Success(create.Context.Value, create.MessageId))
            : Task.CompletedTask;
    }

    public Task<SessionStanding?> CheckAsync(SessionId session) => OnCheck();

    public Task SentAsync(SessionId session, int outcomes)
    {
        Sent.Add(outcomes);
        return Task.CompletedTask;
    }

    public Task AliveAsync(SessionId session)
    {
        Alive.Add(session);
        return Task.CompletedTask;
    }

    public Task DetachAsync(SessionId session)
    {
        Detached.Add(session);
        return Task.CompletedTask;
    }

    public Task WakeAsync(IReadOnlyList<ContextId> overdue) => throw new NotSupportedException();

    public Task<bool> ScannerAttachedAsync(ScannerAttachment scanner) => throw new NotSupportedException();

    public Task ScannerDetachedAsync(ScannerId scanner, SessionId session) => throw new NotSupportedException();

    public Task ReportAsync(OfferId offer, OfferReport report) => throw new NotSupportedException();

    public Task ScanAsync(ScannerId scanner, ScanReference scan, PalmCapture capture) => throw new NotSupportedException();
}
