using System.Threading.Channels;
using Boop.Contexts;
using Boop.Grains.Contracts;
using Boop.Palms;

namespace Boop.Grains.Tests;

/// <summary>A scanner's session as the gateway would hold it.</summary>
internal sealed class ScannerPeer(Network network, ScannerId scanner, SessionId session) : IScannerSession
{
    private readonly Channel<ScannerNotice> _notices = Channel.CreateUnbounded<ScannerNotice>();
    private readonly Random _random = new(17);
    private IScannerSession? _reference;
    private long _number;

    public ScannerAttachAnswer? Answer { get; set; }

    private IScannerGrain Grain => network.Grains.GetGrain<IScannerGrain>(scanner.Value);

    public Task NotifyAsync(ScannerNotice notice)
    {
        _notices.Writer.TryWrite(notice with { Number = 0 });
        return Task.CompletedTask;
    }

    public Task<ScannerAttachAnswer> AttachAsync(int capacity)
    {
        _reference = network.Grains.CreateObjectReference<IScannerSession>(this);
        return Grain.AttachAsync(new ScannerAttach(session, capacity), _reference);
    }

    public Task ShowAsync(OfferId offer, string person, int attempt = 1, int quality = 90, Hand claimed = Hand.Right, AttributeNames? consents = null)
    {
        byte[] template = SyntheticPalm.Of(person, Hand.Right).Capture(_random).Template.ToBytes();
        PalmCapture capture = new(template, quality, claimed is Hand.Left, consents ?? AttributeNames.None);
        return SendAsync(new ScannerCommand.Scan(offer, attempt, capture, null));
    }

    public Task ReportAsync(OfferId offer, OfferReport report) => SendAsync(new ScannerCommand.Report(offer, report, null));

    public Task SendAsync(ScannerCommand command) => Grain.ReceiveAsync(session, ++_number, command);

    public void SkipNumber() => _number++;

    public Task DetachAsync() => Grain.DetachAsync(session);

    public async Task<T> NextAsync<T>()
        where T : ScannerNotice
    {
        ScannerNotice notice = await _notices.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
            .WithinCapAsync($"the scanner was told {typeof(T).Name}");
        return notice.ShouldBeOfType<T>();
    }

    /// <summary>The next so many notices, where their order is open.</summary>
    public async Task<IReadOnlyList<ScannerNotice>> TakeAsync(int count)
    {
        List<ScannerNotice> notices = [];
        while (notices.Count < count)
        {
            notices.Add(await _notices.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
                .WithinCapAsync($"the scanner was told {count} things, after {string.Join(", ", notices)}"));
        }

        return notices;
    }

    public async Task<ScannerOffer> NextOfferAsync() => (await NextAsync<ScannerNotice.Offered>()).Offer;
}
