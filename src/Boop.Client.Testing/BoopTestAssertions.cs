using System.Globalization;
using System.Text;

namespace Boop.Client.Testing;

/// <summary>What a test expects of the network it has used. Each waits until all work has come to rest, and says what was seen where it is disappointed.</summary>
public static class BoopTestAssertions
{
    private const int FramesShown = 20;

    /// <summary>Expects that the network accepted this context.</summary>
    /// <param name="network">Which network.</param>
    /// <param name="contextId">Which context.</param>
    /// <returns>The context.</returns>
    /// <exception cref="BoopTestException">It did not.</exception>
    public static Task<BoopTestContext> ShouldHaveCreatedAsync(this BoopTestNetwork network, string contextId) =>
        FindAsync(network, context => context.ContextId == contextId, $"The network should have accepted the context '{contextId}', and has not.");

    /// <summary>Expects that the network accepted exactly one context like this.</summary>
    /// <param name="network">Which network.</param>
    /// <param name="matches">Which context is meant.</param>
    /// <returns>The context.</returns>
    /// <exception cref="BoopTestException">It accepted none, or several.</exception>
    public static Task<BoopTestContext> ShouldHaveCreatedAsync(this BoopTestNetwork network, Func<BoopTestContext, bool> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        return FindAsync(network, matches, "The network should have accepted exactly one context like that, and has not.");
    }

    /// <summary>Expects that the network accepted no context at all.</summary>
    /// <param name="network">Which network.</param>
    /// <returns>A task that ends when that is certain.</returns>
    /// <exception cref="BoopTestException">It accepted some.</exception>
    public static Task ShouldHaveCreatedNothingAsync(this BoopTestNetwork network) =>
        HoldAsync(network, static network => network.Contexts.Count == 0, "The network should have accepted no context, and has.");

    /// <summary>Expects that the vendor acknowledged the outcome of this context: it has dealt with it.</summary>
    /// <param name="network">Which network.</param>
    /// <param name="contextId">Which context.</param>
    /// <returns>A task that ends when that is certain.</returns>
    /// <exception cref="BoopTestException">It did not.</exception>
    public static Task ShouldHaveAcknowledgedAsync(this BoopTestNetwork network, string contextId) => HoldAsync(
        network, network => IsAcknowledged(network, contextId), $"The outcome of '{contextId}' should have been acknowledged, and was not.");

    /// <summary>Expects that the vendor has not acknowledged this context.</summary>
    /// <param name="network">Which network.</param>
    /// <param name="contextId">Which context.</param>
    /// <returns>A task that ends when that is certain.</returns>
    /// <exception cref="BoopTestException">It did.</exception>
    public static Task ShouldNotHaveAcknowledgedAsync(this BoopTestNetwork network, string contextId) => HoldAsync(
        network, network => !IsAcknowledged(network, contextId), $"The outcome of '{contextId}' should not have been acknowledged, and was.");

    /// <summary>Expects that no context is open any more.</summary>
    /// <param name="network">Which network.</param>
    /// <returns>A task that ends when that is certain.</returns>
    /// <exception cref="BoopTestException">Some are.</exception>
    public static Task ShouldHaveNothingOpenAsync(this BoopTestNetwork network) => HoldAsync(
        network, static network => network.Contexts.All(static context => context.Outcome is not null), "No context should be open any more.");

    /// <summary>Expects that nothing is left of the clients once they are disposed of: no socket that they hold, no timer that would fire.</summary>
    /// <param name="network">Which network.</param>
    /// <returns>A task that ends when that is certain.</returns>
    /// <exception cref="BoopTestException">Something is left.</exception>
    public static Task ShouldHaveLeakedNothingAsync(this BoopTestNetwork network) => HoldAsync(
        network,
        static network => network.Time.ArmedTimers == 0 && network.Connections.All(static connection => !connection.IsHeldByClient),
        "Nothing should be left of the clients.");

    internal static string Describe(this BoopTestNetwork network)
    {
        IReadOnlyList<BoopTestFrame> frames = network.Frames;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Contexts: {(network.Contexts.Count == 0 ? "none" : string.Join(", ", network.Contexts))}. ");
        text.Append(CultureInfo.InvariantCulture, $"Connections: {string.Join(", ", network.Connections.Select(Describe).DefaultIfEmpty("none"))}. ");
        text.Append(CultureInfo.InvariantCulture, $"Armed timers: {network.Time.ArmedTimers}. ");
        text.Append(CultureInfo.InvariantCulture, $"Frames{(frames.Count > FramesShown ? $" (the last {FramesShown} of {frames.Count})" : "")}:");
        foreach (BoopTestFrame frame in frames.Skip(frames.Count - FramesShown))
        {
            text.AppendLine().Append("  ").Append(frame);
        }

        return text.ToString();
    }

    private static string Describe(BoopTestConnection connection) =>
        $"#{connection.Number} {(connection.IsSession ? "the session" : connection.IsOpen ? "open" : $"closed {connection.CloseCode}".TrimEnd())}"
        + (connection.IsHeldByClient ? "" : ", let go");

    private static bool IsAcknowledged(BoopTestNetwork network, string contextId) =>
        network.Contexts.Any(context => context.ContextId == contextId && context.IsAcknowledged);

    private static async Task<BoopTestContext> FindAsync(BoopTestNetwork network, Func<BoopTestContext, bool> matches, string complaint)
    {
        await HoldAsync(network, network => network.Contexts.Count(matches) == 1, complaint).ConfigureAwait(false);
        return network.Contexts.Single(matches);
    }

    private static async Task HoldAsync(BoopTestNetwork network, Func<BoopTestNetwork, bool> holds, string complaint)
    {
        ArgumentNullException.ThrowIfNull(network);
        await network.SettleAsync().ConfigureAwait(false);
        if (!holds(network))
        {
            throw new BoopTestException($"{complaint} {network.Describe()}");
        }
    }
}
