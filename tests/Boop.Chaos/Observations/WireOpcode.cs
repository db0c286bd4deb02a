namespace Boop.Chaos.Observations;

/// <summary>RFC 6455, section 5.2, as far as frames are kept.</summary>
internal enum WireOpcode
{
    Text = 0x1,
    Binary = 0x2,
    Close = 0x8,
    Ping = 0x9,
    Pong = 0xA,
}
