using System.Threading.Channels;
using Boop.Contexts;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests;

/// <summary>A vendor's session as the gateway would hold it.</summary>
internal sealed class VendorPeer(Network network, SessionId session) : IVendorSession
{
    private readonly Channel<VendorNotice> _notices = Channel.CreateUnbounded<VendorNotice>();
    private IVendorSession? _reference;
    private long _number;
    private int _probes;

    public SessionId Session => session;

    public AttachAnswer? Answer { get; set; }

    public bool AnswersProbes { get; set; }

    /// <summary>How often it was asked for a sign of life.</summary>
    public int Probes => Volatile.Read(ref _probes);

    /// <summary>False for a socket that takes nothing.</summary>
    public bool ConfirmsSent { get; set; } = true;

    private IVendorGrain Grain => network.Grains.GetGrain<IVendorGrain>(Network.Vendor.Value);

    public Task NotifyAsync(VendorNotice notice)
    {
        if (notice is VendorNotice.Probe)
        {
            Interlocked.Increment(ref _probes);
            if (AnswersProbes)
                Grain.AliveAsync(session).Ignore();
            return Task.CompletedTask;
        }

        _notices.Writer.TryWrite(notice with { Number = 0 });
        if (notice is VendorNotice.Decided && ConfirmsSent)
            Grain.SentAsync(session, 1).Ignore();
        return Task.CompletedTask;
    }

    public Task<AttachAnswer> AttachAsync(string? instance, long? attempt, bool wantsProgress = false)
    {
        _reference = network.Grains.CreateObjectReference<IVendorSession>(this);
        return Grain.AttachAsync(new VendorAttach(session, instance, attempt, wantsProgress), _reference);
    }

    public Task CancelAsync(string context, string? messageId = null) =>
        SendAsync(new VendorCommand.Cancel(ContextId.Parse(context), messageId));

    public Task LookAsync(string context, string? messageId = null) => SendAsync(new VendorCommand.Look(ContextId.Parse(context), messageId));

    public Task CreateAsync(string context, Requirements? requirements = null, string? messageId = null) => SendAsync(
        new VendorCommand.Create(ContextId.Parse(context), requirements ?? Ask.Payment(), messageId));

    public Task AcknowledgeAsync(params string[] contexts) =>
        SendAsync(new VendorCommand.Acknowledge([.. contexts.Select(ContextId.Parse)]));

    public Task SendAsync(VendorCommand command) => Grain.ReceiveAsync(session, ++_number, command);

    public Task DetachAsync() => Grain.DetachAsync(session);

    public Task GiveSignOfLifeAsync() => Grain.AliveAsync(session);

    public Task ConfirmAsync(int outcomes) => Grain.SentAsync(session, outcomes);

    public void SkipNumber() => _number++;

    public async Task<T> NextAsync<T>()
        where T : VendorNotice => (await NextAsync(typeof(T).Name)).ShouldBeOfType<T>();

    public Task<VendorNotice> NextAsync(string what = "anything") =>
        _notices.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WithinCapAsync($"the vendor was told {what}");

    /// <summary>Nothing more has come by the time when everything sent before has been handled.</summary>
    public async Task HearsNothingAsync()
    {
        await CreateAsync("barrier", Ask.Payment() with { TerminalId = TerminalId.Parse("no-such-terminal") });
        (await NextAsync<VendorNotice.Refused>()).Context.Value.ShouldBe("barrier");
    }
}
