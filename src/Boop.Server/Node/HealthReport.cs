namespace Boop.Server.Node;

/// <summary>What <c>GET /health/ready</c> says.</summary>
internal readonly record struct HealthReport(bool IsStoreWritable, bool AreSocketsAccepted, bool IsMember)
{
    public bool IsHealthy => IsStoreWritable && AreSocketsAccepted && IsMember;
}
