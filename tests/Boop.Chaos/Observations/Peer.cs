namespace Boop.Chaos.Observations;

/// <summary>Which of the two sockets a connection is.</summary>
internal enum Peer
{
    Vendor,
    Scanner,
}
