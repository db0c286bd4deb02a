namespace Boop.Chaos.Observations;

internal enum Heading
{
    ToServer,
    ToClient,
}
