using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Boop.Gateway.Sockets;

/// <summary>Puts a <see cref="WireStream"/> beneath the WebSocket of one request, by whichever HTTP version it comes.</summary>
internal sealed class WireUpgrade : IHttpUpgradeFeature, IHttpExtendedConnectFeature
{
    private readonly IHttpUpgradeFeature? _upgrade;
    private readonly IHttpExtendedConnectFeature? _connect;
    private readonly TimeProvider _time;

    private WireUpgrade(IHttpUpgradeFeature? upgrade, IHttpExtendedConnectFeature? connect, TimeProvider time)
    {
        _upgrade = upgrade;
        _connect = connect;
        _time = time;
    }

    /// <summary>The wire, once the request is upgraded.</summary>
    public WireStream? Wire { get; private set; }

    public bool IsUpgradableRequest => _upgrade?.IsUpgradableRequest ?? false;

    public bool IsExtendedConnect => _connect?.IsExtendedConnect ?? false;

    public string? Protocol => _connect?.Protocol;

    /// <summary>Stands in for the server's features, and clears what an outer WebSocket middleware made of them.</summary>
    public static void Decorate(HttpContext context, TimeProvider time)
    {
        IFeatureCollection features = context.Features;
        var upgrade = features.Get<IHttpUpgradeFeature>();
        var connect = features.Get<IHttpExtendedConnectFeature>();
        var wire = new WireUpgrade(upgrade, connect, time);
        if (upgrade is not null)
            features.Set<IHttpUpgradeFeature>(wire);
        if (connect is not null)
            features.Set<IHttpExtendedConnectFeature>(wire);
        features.Set<IHttpWebSocketFeature>(null);
        features.Set(wire);
    }

    public async Task<Stream> UpgradeAsync() =>
        Wire = new WireStream(await (_upgrade ?? throw NotUpgradable()).UpgradeAsync(), _time);

    public async ValueTask<Stream> AcceptAsync() =>
        Wire = new WireStream(await (_connect ?? throw NotUpgradable()).AcceptAsync(), _time);

    private static InvalidOperationException NotUpgradable() => new("This request cannot be upgraded.");
}
