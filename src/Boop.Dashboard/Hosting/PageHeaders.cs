using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Boop.Dashboard.Hosting;

/// <summary>What a browser may do with the page: run and fetch what this host serves, speak to its sockets, and nothing else.</summary>
internal static partial class PageHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'{0}; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    public static void Set(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy.Replace("{0}", Sockets(context.Request.Host.Value), StringComparison.Ordinal);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";

        // A newer boop on the same address must not meet the modules of an older one.
        headers.CacheControl = "no-cache";
    }

    /// <summary>Not every browser counts WebSockets of the same host as 'self', so they are named; a host that could end the directive is not.</summary>
    private static string Sockets(string? host) => host is not null && PlainHost().IsMatch(host) ? $" ws://{host} wss://{host}" : "";

    [GeneratedRegex(@"^[A-Za-z0-9.\-\[\]:]+\z")]
    private static partial Regex PlainHost();
}
