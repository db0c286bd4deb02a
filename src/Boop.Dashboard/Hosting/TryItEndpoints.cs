using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Boop.Dashboard.Hosting;

/// <summary>Maps the page on which a newcomer is till and scanner at once.</summary>
public static class TryItEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Maps the page at <c>/</c> and its parts under <c>/try-it/</c>. It needs the vendor and the scanner that <c>TryIt/demo.js</c> names,
    /// and <c>GET /demo/palm</c>: map it where these exist, and nowhere else.
    /// </summary>
    public static IEndpointRouteBuilder MapBoopTryIt(this IEndpointRouteBuilder endpoints)
    {
        foreach (PageFile file in PageFile.All)
            endpoints.MapMethods(file.Path, Methods, file.SendAsync).WithDisplayName(file.Name);
        return endpoints;
    }
}
