namespace Boop.Gateway.Hosting;

/// <summary>Whether this node takes clients.</summary>
public sealed class GatewayStatus
{
    private volatile bool _isAccepting;
    private volatile bool _isStopping;

    /// <summary>True from the start of the host until its stop begins.</summary>
    public bool IsAccepting => _isAccepting && !_isStopping;

    internal bool IsStopping => _isStopping;

    internal void Start() => _isAccepting = true;

    internal void Stop() => _isStopping = true;
}
