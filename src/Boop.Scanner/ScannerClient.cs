using Boop.Links;
using Boop.Palms;
using Boop.Protocol;
using Boop.Protocol.Scanner;

namespace Boop.Scanner;

/// <summary>
/// A palm scanner's connection to the network: receives offers, hands in scans. Keeps one connection, opened by
/// <see cref="ConnectAsync"/> and opened again whenever it is lost. Thread-safe.
/// </summary>
public sealed class ScannerClient : IAsyncDisposable
{
    private const string Path = "/ws/pvs";
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan PauseBeforeRepeat = TimeSpan.FromMilliseconds(500);

    private readonly OfferBook _offers = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly LinkSettings _settings;
    private readonly LinkKeeper _keeper;

    /// <summary>Creates a client; nothing is connected yet.</summary>
    /// <param name="options">Where the network is, and which scanner this is.</param>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it and says why.</exception>
    public ScannerClient(ScannerClientOptions options)
        : this(options, static settings => settings)
    {
    }

    internal ScannerClient(ScannerClientOptions options, Func<LinkSettings, LinkSettings> adjust)
    {
        _settings = adjust(Check(options));
        _keeper = new LinkKeeper(_settings, new ScannerDialect(options, _offers));
    }

    /// <summary>Connects, and waits until the network has let this scanner in. From then on it comes back by itself.</summary>
    /// <remarks>
    /// Tries until it succeeds, the token is cancelled, or the network refuses. It is also the way back after a replacement.
    /// </remarks>
    /// <param name="cancellationToken">Ends the wait; the client goes on trying in the background.</param>
    /// <returns>A task that ends when the client is connected.</returns>
    /// <exception cref="ScannerException">The network refused the credentials, or another connection took over.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
        await _keeper.ReviveAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Offers and their withdrawals, in order.</summary>
    /// <remarks>To be read by one reader, all the time: a client that is not read gives its connection up.</remarks>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>Events as they come; ends when the client is disposed.</returns>
    public IAsyncEnumerable<ScannerEvent> ReadEventsAsync(CancellationToken cancellationToken = default) =>
        _offers.Events.ReadAllAsync(cancellationToken);

    /// <summary>Says that a hand is over the scanner.</summary>
    /// <param name="offer">For which offer; a void one is passed over.</param>
    /// <param name="cancellationToken">Ends the wait for room in the queue.</param>
    /// <returns>A task that ends when the message is queued.</returns>
    public Task PresentAsync(Offer offer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(offer);
        return SayAsync(offer, new Presented(offer.OfferId), null, cancellationToken);
    }

    /// <summary>Says that the person refused.</summary>
    /// <param name="offer">Which offer; a void one is passed over.</param>
    /// <param name="cancellationToken">Ends the wait for room in the queue.</param>
    /// <returns>A task that ends when the message is queued.</returns>
    public Task DeclineAsync(Offer offer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(offer);
        return SayAsync(offer, new Decline(offer.OfferId), OfferBook.Declined, cancellationToken);
    }

    /// <summary>Says that the scanner cannot serve the offer.</summary>
    /// <param name="offer">Which offer; a void one is passed over.</param>
    /// <param name="reason">Why, for the operator; 1–140 characters.</param>
    /// <param name="cancellationToken">Ends the wait for room in the queue.</param>
    /// <returns>A task that ends when the message is queued.</returns>
    public Task FailAsync(Offer offer, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(offer);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return SayAsync(offer, new Failed(offer.OfferId, reason), OfferBook.Failed, cancellationToken);
    }

    /// <summary>Hands in a scan and waits for what came of it. A scan under way survives the loss of the connection.</summary>
    /// <param name="offer">Which offer it answers; scans of one offer are numbered from 1 by themselves.</param>
    /// <param name="sample">A palm captured after the offer was shown, the hand having been lifted since the last one.</param>
    /// <param name="cancellationToken">Ends the wait; the scan may count nonetheless.</param>
    /// <returns>What came of it; <see cref="ScanOutcome.TooLate"/>, without asking, where the offer's session was over.</returns>
    /// <exception cref="ScannerException">The network refused the message, or no answer came within 40 s.</exception>
    public async Task<ScanResult> ScanAsync(Offer offer, PalmSample sample, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(offer);
        ArgumentNullException.ThrowIfNull(sample);
        ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
        PendingScan scan = _offers.BeginScan(offer);
        using var giveUp = new CancellationTokenSource(AnswerTimeout, _settings.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, giveUp.Token, _disposing.Token);
        try
        {
            return _offers.SessionOf(offer) == _keeper.Current
                ? await AskAsync(scan, Encode(scan, sample), ending.Token).ConfigureAwait(false)
                : new ScanResult(offer.OfferId, scan.Attempt, ScanOutcome.TooLate, 0);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
            throw new ScannerException(
                "ANSWER_UNKNOWN", isTransient: true, "The network did not answer the scan in time. Wait for the next offer.");
        }
        finally
        {
            _offers.EndScan(scan);
        }
    }

    /// <summary>Closes the connection; its offers are void.</summary>
    /// <returns>A task that ends, within some seconds, when the connection is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync().ConfigureAwait(false);
        await _keeper.DisposeAsync().ConfigureAwait(false);
        _offers.Close();
    }

    /// <summary>Cuts the connection as a pulled cable would; the client comes back.</summary>
    internal void Abort() => _keeper.Current?.Abort();

    private static LinkSettings Check(ScannerClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Url, nameof(options));
        ArgumentException.ThrowIfNullOrEmpty(options.ScannerId, nameof(options));
        ArgumentException.ThrowIfNullOrEmpty(options.ScannerKey, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Capacity, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Capacity, ProtocolLimits.MaxScannerCapacity, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.ConnectTimeout, TimeSpan.Zero, nameof(options));
        return new LinkSettings(
            LinkConnectors.Address(options.Url, Path, options.AllowInsecureTransport, nameof(options)),
            options.ConnectTimeout,
            options.TimeProvider);
    }

    private static ReadOnlyMemory<byte> Encode(PendingScan scan, PalmSample sample) => ScannerDialect.Encode(new Scan(
        scan.OfferId,
        scan.Attempt,
        sample.Template.ToBytes(),
        sample.Quality,
        sample.Hand == Palms.Hand.Left ? Protocol.Scanner.Hand.Left : Protocol.Scanner.Hand.Right)
    {
        // Errors that know no offer yet are told by this mark.
        Id = scan.OfferId,
    });

    // The same attempt again gets the recorded answer, so every doubt ends in a repetition.
    private async Task<ScanResult> AskAsync(PendingScan scan, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task<PendingScan.Reply> waiting = scan.NextReply();
            LinkSession session = await _keeper.LiveAsync(cancellationToken).ConfigureAwait(false);
            session.Hurry();
            await session.SendAsync(frame, cancellationToken).ConfigureAwait(false);
            PendingScan.Reply reply;
            try
            {
                reply = await waiting.WaitAsync(Silence, _settings.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                continue;
            }

            if (reply.Result is { } result)
            {
                return result;
            }

            if (reply.Error is { } passing && IsPassing(passing))
            {
                await Task.Delay(PauseBeforeRepeat, _settings.Time, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (reply.Error is { } error)
            {
                throw new ScannerException(error.Code, error.IsRetryable, $"The network refused the scan: {error.Text}.")
                {
                    RetryAfter = error.RetryAfter(),
                };
            }
        }
    }

    // Nothing could be made durable, or a fault was the network's: the scan was not counted and may be repeated.
    private static bool IsPassing(WireError error) =>
        ErrorCodes.TryParse(error.Code, out ErrorCode code) && code is (ErrorCode.Unavailable or ErrorCode.InternalError);

    private async Task SayAsync(Offer offer, ScannerClientMessage message, string? over, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);

        // An offer lives in its session alone: said in another one, it would be an error.
        await _offers.SessionOf(offer).SendAsync(ScannerDialect.Encode(message), cancellationToken).ConfigureAwait(false);
        if (over is not null)
        {
            _offers.Withdraw(offer.OfferId, over);
        }
    }
}
