using Boop.Protocol;

namespace Boop.Gateway.Sockets;

/// <summary>When a client is to come back, spread at random so that a crowd does not come back as one.</summary>
internal static class RetryHints
{
    private const int OverloadLeastMs = 1_000;
    private const int OverloadMostMs = 5_000;
    private const int LostMostMs = 1_000;

    public static string Overload() => CloseHint.Format(Random.Shared.Next(OverloadLeastMs, OverloadMostMs + 1));

    public static string Lost() => Within(TimeSpan.FromMilliseconds(LostMostMs));

    /// <summary>So many hints, the soonest first.</summary>
    public static IReadOnlyList<string> Within(TimeSpan window, int count) =>
    [
        .. Enumerable.Range(0, count).Select(_ => Draw(window)).Order().Select(CloseHint.Format),
    ];

    public static string Within(TimeSpan window) => CloseHint.Format(Draw(window));

    private static int Draw(TimeSpan window) => Random.Shared.Next((int)window.TotalMilliseconds + 1);
}
