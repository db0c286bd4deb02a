using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Boop.Client;

/// <summary>
/// Reads options from configuration, by hand: without reflection, and with a message that names the key for whatever cannot be used. The
/// message never holds a value: it may be a secret.
/// </summary>
internal sealed class OptionsSection(IConfiguration section)
{
    private static readonly string[] Known =
    [
        nameof(BoopClientOptions.Url), nameof(BoopClientOptions.VendorId), nameof(BoopClientOptions.ApiKey), nameof(BoopClientOptions.Instance),
        nameof(BoopClientOptions.AllowInsecureTransport), nameof(BoopClientOptions.ConnectTimeout), nameof(BoopClientOptions.HeartbeatInterval),
        nameof(BoopClientOptions.OutcomeTimeout), nameof(BoopClientOptions.Pacing),
    ];

    private readonly List<string> _wrong = [];

    /// <exception cref="InvalidOperationException">The configuration cannot be used; the message names every bad key.</exception>
    internal BoopClientOptions Read(Func<BoopClientOptions, BoopClientOptions> adjust)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (!Known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                _wrong.Add($"{child.Path} is no option; there are {string.Join(", ", Known)}");
            }
        }

        string? url = Required(nameof(BoopClientOptions.Url));
        string? vendorId = Required(nameof(BoopClientOptions.VendorId));
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && url is not null)
        {
            Wrong(nameof(BoopClientOptions.Url), "must be an absolute URL, such as wss://boop.example.com");
        }

        var options = new BoopClientOptions
        {
            Url = address ?? new Uri("wss://localhost"),
            VendorId = vendorId ?? "?",
            ApiKey = Text(nameof(BoopClientOptions.ApiKey)),
        };
        options = ReadRest(options);
        BoopClientOptions adjusted = adjust(options);
        if (adjusted is { ApiKey: null, ApiKeyProvider: null })
        {
            Wrong(nameof(BoopClientOptions.ApiKey), "is missing, and there is no ApiKeyProvider");
        }

        return _wrong.Count == 0 ? Checked(adjusted) : throw Unusable(string.Join("; ", _wrong), null);
    }

    private BoopClientOptions ReadRest(BoopClientOptions options) => options with
    {
        Instance = Text(nameof(options.Instance)) ?? options.Instance,
        AllowInsecureTransport = Parse(
            nameof(options.AllowInsecureTransport), options.AllowInsecureTransport, bool.TryParse, "must be true or false"),
        ConnectTimeout = Span(nameof(options.ConnectTimeout), options.ConnectTimeout),
        HeartbeatInterval = Text(nameof(options.HeartbeatInterval)) is null ? null : Span(nameof(options.HeartbeatInterval), TimeSpan.Zero),
        OutcomeTimeout = Span(nameof(options.OutcomeTimeout), options.OutcomeTimeout),
        Pacing = Parse(nameof(options.Pacing), options.Pacing, TryParsePacing, "must be Wait or Refuse"),
    };

    private BoopClientOptions Checked(BoopClientOptions options)
    {
        try
        {
            OptionsCheck.ToSettings(options, "/");
            return options;
        }
        catch (ArgumentException exception)
        {
            throw Unusable(exception.Message, exception);
        }
    }

    private InvalidOperationException Unusable(string what, Exception? cause) =>
        new($"The Boop client cannot be used as it is configured{Place()}: {what}.", cause);

    private string? Required(string key)
    {
        string? text = Text(key);
        if (text is null)
        {
            Wrong(key, "is missing");
        }

        return text;
    }

    private TimeSpan Span(string key, TimeSpan otherwise) => Parse(
        key,
        otherwise,
        static (string text, out TimeSpan span) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out span),
        "must be a time span, such as 00:00:10");

    private T Parse<T>(string key, T otherwise, Parser<T> parser, string rule)
    {
        string? text = Text(key);
        if (text is null)
        {
            return otherwise;
        }

        if (parser(text, out T value))
        {
            return value;
        }

        Wrong(key, rule);
        return otherwise;
    }

    private static bool TryParsePacing(string text, out Pacing pacing) =>
        Enum.TryParse(text, ignoreCase: true, out pacing) && Enum.IsDefined(pacing);

    private string? Text(string key) => string.IsNullOrEmpty(section[key]) ? null : section[key];

    private void Wrong(string key, string rule) => _wrong.Add($"{Path(key)} {rule}");

    private string Path(string key) => section is IConfigurationSection { Path: { Length: > 0 } path } ? $"{path}:{key}" : key;

    private string Place() => section is IConfigurationSection { Path: { Length: > 0 } path } ? $" in {path}" : "";

    private delegate bool Parser<T>(string text, out T value);
}
