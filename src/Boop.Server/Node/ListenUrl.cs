using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Boop.Server.Node;

/// <summary>
/// One address to listen on. Bound exactly as it was understood here: Kestrel takes any name that it does not know for every address of
/// the machine, so no name but <c>localhost</c> reaches it.
/// </summary>
internal sealed class ListenUrl
{
    private const string Cure = "use http://ADDRESS:PORT with an IP address, localhost or *";

    private readonly string _text;
    private readonly Action<KestrelServerOptions> _bind;

    private ListenUrl(string text, bool isLoopback, Action<KestrelServerOptions> bind)
    {
        _text = text;
        IsLoopback = isLoopback;
        _bind = bind;
    }

    /// <summary>Whether only programs of this machine reach it.</summary>
    public bool IsLoopback { get; }

    /// <summary>Reads one or more addresses, separated by semicolons.</summary>
    public static bool TryParseList(string text, out IReadOnlyList<ListenUrl> urls, out string? fault)
    {
        List<ListenUrl> parsed = [];
        urls = parsed;
        foreach (string part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!TryParse(part, out ListenUrl? url, out fault))
                return false;
            parsed.Add(url!);
        }

        fault = parsed.Count == 0 ? $"--urls names no address; {Cure}." : null;
        return fault is null;
    }

    public void Bind(KestrelServerOptions kestrel) => _bind(kestrel);

    public override string ToString() => _text;

    private static bool TryParse(string text, out ListenUrl? url, out string? fault)
    {
        url = null;
        fault = null;
        if (text.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            fault = $"{text} cannot be served: boop speaks http alone; put a proxy that holds the certificate before it.";
        else if (!TryRead(text, out BindingAddress address))
            fault = $"{text} is no address to listen on; {Cure}.";
        else if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            (url, fault) = Localhost(text, address.Port);
        else if (address.Host is "*" or "+")
            url = new ListenUrl(text, isLoopback: false, kestrel => kestrel.ListenAnyIP(address.Port));
        else if (IPAddress.TryParse(address.Host, out IPAddress? ip))
            url = new ListenUrl(text, IPAddress.IsLoopback(ip), kestrel => kestrel.Listen(ip, address.Port));
        else
            fault = $"{text} names a host, not an address to listen on; {Cure}.";
        return url is not null;
    }

    private static (ListenUrl? Url, string? Fault) Localhost(string text, int port) => port == 0
        ? (null, $"{text} cannot be served: localhost is two addresses, which take no common free port; use http://127.0.0.1:0.")
        : (new ListenUrl(text, isLoopback: true, kestrel => kestrel.ListenLocalhost(port)), null);

    private static bool TryRead(string text, out BindingAddress address)
    {
        address = null!;
        try
        {
            address = BindingAddress.Parse(text);
        }
        catch (FormatException)
        {
            return false;
        }

        return address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase)
            && address.PathBase.Length == 0
            && address.Port is >= 0 and <= IPEndPoint.MaxPort;
    }
}
