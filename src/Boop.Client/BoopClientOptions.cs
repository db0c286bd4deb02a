using System.Globalization;
using System.Security.Cryptography;
using Boop.Links;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Boop.Client;

/// <summary>What a <see cref="BoopClient"/> needs to know. Immutable.</summary>
public sealed record BoopClientOptions
{
    private const int InstanceBytes = 16;

    /// <summary>Where the network is, such as <c>wss://boop.example.com</c>.</summary>
    /// <remarks>
    /// <c>https</c> and <c>http</c> are taken for <c>wss</c> and <c>ws</c>; <c>/ws/vendor</c> is appended where the URL has no path.
    /// </remarks>
    public required Uri Url { get; init; }

    /// <summary>The vendor's id.</summary>
    public required string VendorId { get; init; }

    /// <summary>The vendor's secret key; this or <see cref="ApiKeyProvider"/>. It is in no log, no exception and not in <see cref="ToString"/>.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Gives the vendor's secret key, in place of <see cref="ApiKey"/>: asked at each connection, so that a changed key is picked up.</summary>
    /// <remarks>
    /// Has the <see cref="ConnectTimeout"/> of the attempt. One that fails or is too late fails that attempt, and is asked again at the next;
    /// what it throws is logged by its type alone.
    /// </remarks>
    public Func<CancellationToken, ValueTask<string>>? ApiKeyProvider { get; init; }

    /// <summary>Names this process to the network, at most 64 characters; 128 random bits by default.</summary>
    public string Instance { get; init; } = RandomId();

    /// <summary>Whether <c>ws</c> without TLS may be used to another host than this one. Default false.</summary>
    public bool AllowInsecureTransport { get; init; }

    /// <summary>How long one attempt may take, from the TCP connection to the answered authentication. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often an idle connection is pinged; null, the default, for what the network announces (30 s). At most a day.</summary>
    public TimeSpan? HeartbeatInterval { get; init; }

    /// <summary>How long one <see cref="BoopClient.AuthenticateAsync"/> may take in all, reconnections included. Default 90 s.</summary>
    /// <remarks>
    /// A person has 30 s. The rest is for finding out what came of it after a connection was lost; with less than 40 s an answer that
    /// the network gives in time may be missed.
    /// </remarks>
    public TimeSpan OutcomeTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>What becomes of a request for which the network's limits leave no room. Default <see cref="Pacing.Wait"/>.</summary>
    /// <remarks>
    /// The client keeps the limits that the network announces, so that it does not meet them. A wait for room takes nothing of the
    /// <see cref="OutcomeTimeout"/>, and lasts no longer than it: then the request is refused.
    /// </remarks>
    public Pacing Pacing { get; init; }

    /// <summary>The clock of every wait. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the client logs to; nowhere by default. No key and no personal data is logged.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Where the connection is made otherwise: the test kit's networks are in this process.</summary>
    internal Func<LinkSettings, LinkSettings> Adjust { get; init; } = static settings => settings;

    /// <summary>Says which network and which vendor, and leaves the key out.</summary>
    /// <returns>A text without secrets.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{nameof(BoopClientOptions)} {{ {nameof(Url)} = {Host()}, {nameof(VendorId)} = {VendorId} }}");

    internal static string RandomId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(InstanceBytes));

    // User info and query are left out: people put secrets there.
    private string Host() => Url is { IsAbsoluteUri: true } ? $"{Url.Scheme}://{Url.Authority}{Url.AbsolutePath}" : "?";
}
