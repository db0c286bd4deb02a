namespace Boop.Server.Node;

/// <summary>What <c>GET /health</c> says.</summary>
internal readonly record struct HealthReport(bool IsStoreWritable, bool AreSocketsAccepted)
{
    public bool IsHealthy => IsStoreWritable && AreSocketsAccepted;
}
