using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Boop.Client;

/// <summary>Tells the application's health from its connection to the network.</summary>
/// <remarks>
/// Healthy while connected; degraded while the client connects or comes back by itself; unhealthy (or what the registration names instead)
/// where somebody has to do something: the key was refused, another instance took over, the network closed for good. The description
/// says why. To be registered by <c>AddHealthChecks().AddCheck&lt;BoopHealthCheck&gt;("boop")</c>.
/// </remarks>
/// <param name="client">Whose connection.</param>
public sealed class BoopHealthCheck(BoopClient client) : IHealthCheck
{
    /// <summary>Looks at the connection; asks the network nothing.</summary>
    /// <param name="context">How the check is registered.</param>
    /// <param name="cancellationToken">Not needed: it answers at once.</param>
    /// <returns>The health, and in words why.</returns>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ConnectionChange connection = client.Connection;
        HealthStatus status = connection switch
        {
            { State: ConnectionState.Connected } => HealthStatus.Healthy,
            { Reason: ConnectionReason.CredentialsRefused } => context.Registration.FailureStatus,
            { State: ConnectionState.Stopped, Reason: not ConnectionReason.NotStarted } => context.Registration.FailureStatus,
            _ => HealthStatus.Degraded,
        };
        var data = new Dictionary<string, object>
        {
            ["state"] = connection.State.ToString(),
            ["reason"] = connection.Reason.ToString(),
        };
        return Task.FromResult(new HealthCheckResult(status, Describe(connection), data: data));
    }

    internal static string Describe(ConnectionChange connection)
    {
        string next = connection.NextAttemptIn is { } pause
            ? string.Create(CultureInfo.InvariantCulture, $" The next attempt came or comes {pause.TotalSeconds:0.#} s after the last.")
            : "";
        return connection.Reason switch
        {
            ConnectionReason.None when connection.State == ConnectionState.Connected => "Connected to the network.",
            ConnectionReason.None => "Connecting to the network.",
            ConnectionReason.NotStarted => "Nothing has needed a connection yet.",
            ConnectionReason.Unreachable => "The network cannot be reached: check the URL, DNS, TLS and what lies between." + next,
            ConnectionReason.TimedOut => "The network does not answer in time." + next,
            ConnectionReason.KeyUnavailable => "The ApiKeyProvider gives no key: see the log." + next,
            ConnectionReason.Lost => "The connection was lost." + next,
            ConnectionReason.Restarting => "The network restarts." + next,
            ConnectionReason.Overloaded => "The network is overloaded." + next,
            ConnectionReason.CredentialsRefused => "The network refused the vendor id or the key: check both." + next,
            ConnectionReason.AnotherInstanceTookOver =>
                "Another instance of this vendor took over, and a vendor has one connection: stop one of the two.",
            ConnectionReason.ClosedByNetwork => "The network closed the connection for good: call ConnectAsync to come back.",
            ConnectionReason.ClientFault => "A fault of the library ended the connection: see the log.",
            ConnectionReason.Disposed => "The client is disposed.",
            _ => "The network closed the connection with an error." + next,
        };
    }
}
