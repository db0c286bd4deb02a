namespace Boop.Testing.Contract;

/// <summary>Which of the network's two sockets a frame belongs to.</summary>
public enum WireSocket
{
    Vendor,
    Scanner,
}
