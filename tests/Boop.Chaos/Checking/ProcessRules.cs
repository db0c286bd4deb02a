using Boop.Chaos.Evidence;

namespace Boop.Chaos.Checking;

/// <summary>G9 and G10: nothing that a client does ends the process, and a planned stop ends well and says when to come back.</summary>
internal static class ProcessRules
{
    private const int GoingAway = 1001;
    private const int Restarting = 1012;

    public static IEnumerable<Violation> Check(Dossier dossier)
    {
        foreach (ServerLife life in dossier.Lives)
        {
            if (life.EndedAt is { } ended && !life.WasAsked)
                yield return new Violation(Promise.G9, $"The server's process {life.Number} ended by itself with {life.ExitCode}.", ended);
            if (life is { EndedAt: { } stopped, ToldAt: not null } && life.ExitCode != 0)
                yield return new Violation(Promise.G10, $"The server's process {life.Number} was told to stop and ended with {life.ExitCode}.", stopped);
        }

        foreach (ConnectionTrace connection in dossier.Connections.Values)
        {
            if (connection.Farewell is { Message: { CloseCode: GoingAway or Restarting, CloseReason: var reason } } farewell
                && reason?.Contains("retry_after_ms=", StringComparison.Ordinal) is not true)
            {
                yield return new Violation(Promise.G10, "A stopping server did not say when to come back.", farewell.At) { Connection = connection.Number };
            }
        }
    }
}
