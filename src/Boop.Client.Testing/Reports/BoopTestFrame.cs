using System.Globalization;

namespace Boop.Client.Testing;

/// <summary>One frame that went over a connection, redacted.</summary>
/// <param name="At">When.</param>
/// <param name="Connection">Over which connection: <see cref="BoopTestConnection.Number"/>.</param>
/// <param name="Direction">Which way.</param>
/// <param name="Type">The message's <c>type</c>; <c>close</c> for a close frame, <c>?</c> for what is no message.</param>
/// <param name="Text">The message, with keys, ids of people, values and descriptions blotted out; or the close code and its reason.</param>
/// <param name="Arrived">Whether it arrived whole.</param>
public sealed record BoopTestFrame(
    DateTimeOffset At, int Connection, BoopTestDirection Direction, string Type, string Text, bool Arrived)
{
    /// <summary>One line of a log.</summary>
    /// <returns>The time, the connection, the way and the text.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At:HH:mm:ss.fff} #{Connection} {(Direction is BoopTestDirection.FromVendor ? "→" : "←")} {Text}{(Arrived ? "" : " (lost)")}");
}
