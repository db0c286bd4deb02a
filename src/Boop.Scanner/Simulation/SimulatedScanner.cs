using Boop.Links;
using Boop.Palms;
using Boop.Protocol;
using Boop.Protocol.Scanner;
using Microsoft.Extensions.Logging;

namespace Boop.Scanner;

/// <summary>
/// A palm scanner without hardware: a real client of <c>/ws/pvs</c> that shows synthetic palms, by itself or by hand. Thread-safe.
/// </summary>
public sealed partial class SimulatedScanner : IAsyncDisposable
{
    private const int MostScansPerOffer = 10;
    private const string Stranger = "a stranger whom nobody enrolled";
    private static readonly TimeSpan ContextLife = TimeSpan.FromMilliseconds(ProtocolLimits.ContextTtlMs);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(300);

    private readonly SimulatedScannerOptions _options;
    private readonly ScannerClient _client;
    private readonly OpenOffers _open = new();
    private readonly ILogger _logger;
    private readonly Lazy<SyntheticPalm> _palm;
    private readonly Task _running;

    /// <summary>Creates a scanner; nothing is connected before <see cref="ConnectAsync"/>.</summary>
    /// <param name="options">Where the network is, which scanner this is, and what it does by itself.</param>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it and says why.</exception>
    public SimulatedScanner(SimulatedScannerOptions options)
        : this(options, static settings => settings)
    {
    }

    internal SimulatedScanner(SimulatedScannerOptions options, Func<LinkSettings, LinkSettings> adjust)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _logger = options.LoggerFactory.CreateLogger<SimulatedScanner>();
        _client = new ScannerClient(options.ToClientOptions(), adjust);
        _palm = new Lazy<SyntheticPalm>(() => SyntheticPalm.Of(options.Person, options.Hand));
        _running = RunAsync();
    }

    /// <summary>The offers on the screen, oldest first.</summary>
    public IReadOnlyList<Offer> Offers => _open.Snapshot;

    /// <summary>Connects, and waits until the network has let this scanner in; see <see cref="ScannerClient.ConnectAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the wait; the scanner goes on trying in the background.</param>
    /// <returns>A task that ends when the scanner is connected.</returns>
    /// <exception cref="ScannerException">The network refused the credentials, or another connection took over.</exception>
    public Task ConnectAsync(CancellationToken cancellationToken = default) => _client.ConnectAsync(cancellationToken);

    /// <summary>Waits for an offer on the screen; each is given once.</summary>
    /// <param name="fits">Which offers count; all by default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The oldest offer that fits and was not given before.</returns>
    public Task<Offer> NextOfferAsync(Func<Offer, bool>? fits = null, CancellationToken cancellationToken = default) =>
        _open.TakeAsync(fits ?? (static _ => true), cancellationToken);

    /// <summary>Waits until an offer is no longer on the screen.</summary>
    /// <param name="offer">Which offer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the offer is gone.</returns>
    public Task WaitUntilGoneAsync(Offer offer, CancellationToken cancellationToken = default) => _open.GoneAsync(offer, cancellationToken);

    /// <summary>Shows a palm.</summary>
    /// <param name="offer">For which offer.</param>
    /// <param name="sample">What the scanner sees.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ScannerException">The network refused the message, or did not answer.</exception>
    public async Task<ScanResult> ShowAsync(Offer offer, PalmSample sample, CancellationToken cancellationToken = default)
    {
        await _client.PresentAsync(offer, cancellationToken).ConfigureAwait(false);
        return await _client.ScanAsync(offer, sample, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Shows a person's palm, seen well.</summary>
    /// <param name="offer">For which offer.</param>
    /// <param name="person">The seed of the person's <see cref="SyntheticPalm"/>.</param>
    /// <param name="hand">Which hand.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ScannerException">The network refused the message, or did not answer.</exception>
    public Task<ScanResult> ShowPersonAsync(
        Offer offer, string person, Boop.Palms.Hand hand = Boop.Palms.Hand.Right, CancellationToken cancellationToken = default) =>
        ShowAsync(offer, SyntheticPalm.Of(person, hand).Capture(Random.Shared), cancellationToken);

    /// <summary>Shows a palm that nobody enrolled.</summary>
    /// <param name="offer">For which offer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ScannerException">The network refused the message, or did not answer.</exception>
    public Task<ScanResult> ShowStrangerAsync(Offer offer, CancellationToken cancellationToken = default) =>
        ShowPersonAsync(offer, Stranger, Boop.Palms.Hand.Right, cancellationToken);

    /// <summary>Shows a palm that is seen too poorly to be searched.</summary>
    /// <param name="offer">For which offer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ScannerException">The network refused the message, or did not answer.</exception>
    public Task<ScanResult> ShowPoorAsync(Offer offer, CancellationToken cancellationToken = default) =>
        ShowAsync(offer, _palm.Value.PoorCapture(Random.Shared), cancellationToken);

    /// <summary>Lets the person refuse.</summary>
    /// <param name="offer">Which offer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is said.</returns>
    public Task DeclineAsync(Offer offer, CancellationToken cancellationToken = default) => _client.DeclineAsync(offer, cancellationToken);

    /// <summary>Says that the scanner cannot serve the offer.</summary>
    /// <param name="offer">Which offer.</param>
    /// <param name="reason">Why, for the operator; 1–140 characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is said.</returns>
    public Task FailAsync(Offer offer, string reason, CancellationToken cancellationToken = default) =>
        _client.FailAsync(offer, reason, cancellationToken);

    /// <summary>Cuts the connection as a pulled cable would; the scanner comes back by itself.</summary>
    public void DropConnection() => _client.Abort();

    /// <summary>Closes the connection and ends everything that the scanner does by itself.</summary>
    /// <returns>A task that ends when nothing is left.</returns>
    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var visits = new List<Task>();
        await foreach (ScannerEvent happening in _client.ReadEventsAsync().ConfigureAwait(false))
        {
            switch (happening)
            {
                case ScannerEvent.Offered offered:
                    var life = new CancellationTokenSource();
                    _open.Add(offered.Offer, life);
                    visits.RemoveAll(static visit => visit.IsCompleted);
                    visits.Add(VisitAsync(offered.Offer, life.Token));
                    break;

                case ScannerEvent.Withdrawn withdrawn:
                    await _open.RemoveAsync(withdrawn.Offer).ConfigureAwait(false);
                    break;
            }
        }

        foreach (Offer offer in _open.Snapshot)
        {
            await _open.RemoveAsync(offer).ConfigureAwait(false);
        }

        await Task.WhenAll(visits).ConfigureAwait(false);
    }

    /// <summary>A person comes to the scanner by herself, and tries again while that may help.</summary>
    private async Task VisitAsync(Offer offer, CancellationToken withdrawn)
    {
        if (_options.AutoScan is not { } age)
        {
            return;
        }

        // Nothing that a person does may keep the reader of the events.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            TimeSpan wait = age - (ContextLife - TimeSpan.FromMilliseconds(offer.ExpiresInMs));
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _options.TimeProvider, withdrawn).ConfigureAwait(false);
            }

            withdrawn.ThrowIfCancellationRequested();
            for (int scans = 0; scans < MostScansPerOffer && Palm(offer) is { } sample; scans++)
            {
                ScanResult result = await ShowAsync(offer, sample, CancellationToken.None).ConfigureAwait(false);
                Log.Scanned(_logger, result.Attempt, result.Outcome.ToString());
                if (result is not { Outcome: ScanOutcome.PoorQuality or ScanOutcome.NotRecognised, AttemptsLeft: > 0 })
                {
                    return;
                }

                await Task.Delay(RetryPause, _options.TimeProvider, withdrawn).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (withdrawn.IsCancellationRequested)
        {
            // The person came too late.
        }
        catch (ObjectDisposedException)
        {
            // The scanner is switched off.
        }
        catch (Exception exception)
        {
            Log.NotScanned(_logger, exception);
        }
    }

    private PalmSample? Palm(Offer offer) =>
        _options.Palm is { } choose ? choose(offer) : _palm.Value.Capture(Random.Shared, _options.Conditions);
}
