using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Boop.Scanner;

/// <summary>What a <see cref="ScannerClient"/> needs to know. Immutable.</summary>
public sealed record ScannerClientOptions
{
    /// <summary>Where the network is, such as <c>wss://boop.example.com</c>.</summary>
    /// <remarks>
    /// <c>https</c> and <c>http</c> are taken for <c>wss</c> and <c>ws</c>; <c>/ws/pvs</c> is appended where the URL has no path.
    /// </remarks>
    public required Uri Url { get; init; }

    /// <summary>The scanner's id.</summary>
    public required string ScannerId { get; init; }

    /// <summary>The scanner's secret key. It is in no log, no exception and not in <see cref="ToString"/>.</summary>
    public required string ScannerKey { get; init; }

    /// <summary>How many offers it can show at once, 1–1000. Default 1.</summary>
    public int Capacity { get; init; } = 1;

    /// <summary>Whether <c>ws</c> without TLS may be used to another host than this one. Default false.</summary>
    public bool AllowInsecureTransport { get; init; }

    /// <summary>How long one attempt to connect may take, from the TCP connection to the answered authentication. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of every wait. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the client logs to; nowhere by default. No key and no template is logged.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Says which network and which scanner, and leaves the key out.</summary>
    /// <returns>A text without secrets.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{nameof(ScannerClientOptions)} {{ {nameof(Url)} = {Host()}, {nameof(ScannerId)} = {ScannerId} }}");

    // User info and query are left out: people put secrets there.
    private string Host() => Url is { IsAbsoluteUri: true } ? $"{Url.Scheme}://{Url.Authority}{Url.AbsolutePath}" : "?";
}
