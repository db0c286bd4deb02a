using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Boop.Dashboard.Hosting;

/// <summary>One file of the page, as it travels inside this assembly.</summary>
internal sealed class PageFile
{
    private const string Folder = "TryIt/";

    private static readonly Dictionary<string, string> ContentTypes = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    private readonly string _contentType;

    private PageFile(string name, ReadOnlyMemory<byte> content)
    {
        Name = name;
        Content = content;
        _contentType = ContentTypes[System.IO.Path.GetExtension(name)];
    }

    public static IReadOnlyList<PageFile> All { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    public string Name { get; }

    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Where it is served: the page at the root, its parts beside it.</summary>
    public string Path => Name == "index.html" ? "/" : $"/try-it/{Name}";

    public async Task SendAsync(HttpContext context)
    {
        PageHeaders.Set(context);
        context.Response.ContentType = _contentType;
        context.Response.ContentLength = Content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(Content, context.RequestAborted);
    }

    private static PageFile Read(string resource)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new PageFile(resource[Folder.Length..], content);
    }
}
