namespace Boop.Chaos.Observations;

/// <summary>Who ended a connection.</summary>
internal enum ConnectionEnd
{
    Client,
    Server,

    /// <summary>The runner, as a fault or because the server was not there.</summary>
    Wire,
}
