using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Boop.Gateway.Sockets;

/// <summary>
/// Puts a <see cref="WireStream"/> beneath the WebSocket of one request, by whichever HTTP version it comes. The request is aborted,
/// which resets the connection, only where that wire was given up.
/// </summary>
internal sealed class WireUpgrade : IHttpUpgradeFeature, IHttpExtendedConnectFeature, IHttpRequestLifetimeFeature
{
    private readonly IHttpUpgradeFeature? _upgrade;
    private readonly IHttpExtendedConnectFeature? _connect;
    private readonly IHttpRequestLifetimeFeature _lifetime;
    private readonly TimeProvider _time;

    private WireUpgrade(IFeatureCollection features, TimeProvider time)
    {
        _upgrade = features.Get<IHttpUpgradeFeature>();
        _connect = features.Get<IHttpExtendedConnectFeature>();
        _lifetime = features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        _time = time;
    }

    /// <summary>The wire, once the request is upgraded.</summary>
    public WireStream? Wire { get; private set; }

    public bool IsUpgradableRequest => _upgrade?.IsUpgradableRequest ?? false;

    public bool IsExtendedConnect => _connect?.IsExtendedConnect ?? false;

    public string? Protocol => _connect?.Protocol;

    public CancellationToken RequestAborted
    {
        get => _lifetime.RequestAborted;
        set => _lifetime.RequestAborted = value;
    }

    /// <summary>Stands in for the server's features, and clears what an outer WebSocket middleware made of them.</summary>
    public static void Decorate(HttpContext context, TimeProvider time)
    {
        IFeatureCollection features = context.Features;
        var wire = new WireUpgrade(features, time);
        if (wire._upgrade is not null)
            features.Set<IHttpUpgradeFeature>(wire);
        if (wire._connect is not null)
            features.Set<IHttpExtendedConnectFeature>(wire);
        features.Set<IHttpRequestLifetimeFeature>(wire);
        features.Set<IHttpWebSocketFeature>(null);
        features.Set(wire);
    }

    public async Task<Stream> UpgradeAsync() =>
        Wire = new WireStream(await (_upgrade ?? throw NotUpgradable()).UpgradeAsync(), _time);

    public async ValueTask<Stream> AcceptAsync() =>
        Wire = new WireStream(await (_connect ?? throw NotUpgradable()).AcceptAsync(), _time);

    // The middleware calls this when it disposes of any WebSocket that did not close properly, one whose peer broke the framing too:
    // the reset would overtake the close frame that says so.
    public void Abort()
    {
        if (Wire is null or { IsAborted: true })
            _lifetime.Abort();
    }

    private static InvalidOperationException NotUpgradable() => new("This request cannot be upgraded.");
}
