using Boop.Palms;
using Boop.Protocol.Scanner;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Boop.Scanner;

/// <summary>What a <see cref="SimulatedScanner"/> needs to know. Immutable.</summary>
public sealed record SimulatedScannerOptions
{
    /// <summary>Where the network is; see <see cref="ScannerClientOptions.Url"/>.</summary>
    public required Uri Url { get; init; }

    /// <summary>The scanner's id.</summary>
    public required string ScannerId { get; init; }

    /// <summary>The scanner's secret key. It is in no log, no exception and not in <see cref="ToString"/>.</summary>
    public required string ScannerKey { get; init; }

    /// <summary>How many offers it can show at once, 1–1000. Default 1.</summary>
    public int Capacity { get; init; } = 1;

    /// <summary>
    /// How old a context is when its offer is scanned by itself; counted from the context's acceptance, so that one offered again after a
    /// restart is scanned no later. Null, the default, to scan by hand.
    /// </summary>
    public TimeSpan? AutoScan { get; init; }

    /// <summary>Whose palm is shown by itself: the seed of a <see cref="SyntheticPalm"/>.</summary>
    public string Person { get; init; } = "nobody";

    /// <summary>Which hand is shown by itself. Default the right one.</summary>
    public Boop.Palms.Hand Hand { get; init; } = Boop.Palms.Hand.Right;

    /// <summary>How well the palm shown by itself is seen. Default <see cref="CaptureConditions.Typical"/>.</summary>
    public CaptureConditions Conditions { get; init; } = CaptureConditions.Typical;

    /// <summary>
    /// What is shown by itself for each offer, and for each further attempt at it; null from it for nobody. Takes the place of
    /// <see cref="Person"/>, <see cref="Hand"/> and <see cref="Conditions"/>. Null, the default, for those.
    /// </summary>
    public Func<Offer, PalmSample?>? Palm { get; init; }

    /// <summary>Whether <c>ws</c> without TLS may be used to another host than this one. Default false.</summary>
    public bool AllowInsecureTransport { get; init; }

    /// <summary>The clock of every wait. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the scanner logs to; nowhere by default.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Says which network and which scanner, and leaves the key out.</summary>
    /// <returns>A text without secrets.</returns>
    public override string ToString() => ToClientOptions().ToString();

    internal ScannerClientOptions ToClientOptions() => new()
    {
        Url = Url,
        ScannerId = ScannerId,
        ScannerKey = ScannerKey,
        Capacity = Capacity,
        AllowInsecureTransport = AllowInsecureTransport,
        TimeProvider = TimeProvider,
        LoggerFactory = LoggerFactory,
    };
}
