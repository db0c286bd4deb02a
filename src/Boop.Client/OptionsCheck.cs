using System.Buffers;
using Boop.Links;
using Boop.Protocol;

namespace Boop.Client;

/// <summary>Refuses options that could never work, before anything is sent.</summary>
internal static class OptionsCheck
{
    private static readonly SearchValues<char> ContextIdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    internal static LinkSettings ToSettings(BoopClientOptions options, string path)
    {
        ArgumentNullException.ThrowIfNull(options.Url, nameof(options));
        ArgumentNullException.ThrowIfNull(options.TimeProvider, nameof(options));
        ArgumentNullException.ThrowIfNull(options.LoggerFactory, nameof(options));
        HasLength(options.VendorId, ProtocolLimits.MaxCredentialLength, nameof(options.VendorId));
        HasKey(options);
        HasLength(options.Instance, ProtocolLimits.MaxInstanceLength, nameof(options.Instance));
        IsWithinADay(options.ConnectTimeout, nameof(options.ConnectTimeout));
        IsWithinADay(options.OutcomeTimeout, nameof(options.OutcomeTimeout));
        IsWithinADay(options.HeartbeatInterval ?? TimeSpan.FromDays(1), nameof(options.HeartbeatInterval));
        return new LinkSettings(
            LinkConnectors.Address(options.Url, path, options.AllowInsecureTransport, nameof(options)),
            options.ConnectTimeout,
            options.TimeProvider);
    }

    internal static void ContextId(string contextId, string parameter)
    {
        if (contextId.Length is 0 or > ProtocolLimits.MaxContextIdLength || contextId.AsSpan().ContainsAnyExcept(ContextIdCharacters))
        {
            throw new ArgumentException("A ContextId has 1 to 128 characters of A–Z a–z 0–9 . _ : and -.", parameter);
        }
    }

    private static void HasKey(BoopClientOptions options)
    {
        if (options.ApiKeyProvider is null)
        {
            HasLength(options.ApiKey, ProtocolLimits.MaxCredentialLength, nameof(options.ApiKey));
        }
        else if (options.ApiKey is not null)
        {
            throw new ArgumentException("ApiKey and ApiKeyProvider exclude each other: set one of them.", nameof(options));
        }
    }

    private static void HasLength(string? text, int longest, string name)
    {
        // The value may be a secret: the message names the option alone.
        if (string.IsNullOrEmpty(text) || text.Length > longest)
        {
            throw new ArgumentException($"{name} must have 1 to {longest} characters.", name);
        }
    }

    // Timers take no more than some weeks; nothing here sensibly takes more than a day.
    private static void IsWithinADay(TimeSpan span, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(span, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(span, TimeSpan.FromDays(1), name);
    }
}
