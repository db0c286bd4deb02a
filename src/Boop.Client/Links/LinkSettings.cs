namespace Boop.Links;

/// <summary>What the keeper of a connection needs to know.</summary>
internal sealed record LinkSettings(Uri Url, TimeSpan ConnectTimeout, TimeProvider Time)
{
    internal LinkConnector Connect { get; init; } = LinkConnectors.OpenAsync;

    /// <summary>The jitter of the back-off: from 0 (inclusive) to 1 (exclusive).</summary>
    internal Func<double> Random { get; init; } = System.Random.Shared.NextDouble;
}
