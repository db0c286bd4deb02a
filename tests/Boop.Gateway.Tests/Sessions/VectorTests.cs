using Boop.Gateway.Tests.Network;
using Boop.Testing;

namespace Boop.Gateway.Tests.Sessions;

/// <summary>Replays every vector that a session can be brought to say: over the gateway's sessions, the real grains and a real store.</summary>
public sealed class VectorTests
{
    // One test over all: each vector as a theory case costs more in reporting than in running.
    [Fact]
    public async Task The_network_says_what_the_vectors_say()
    {
        Vector[] vectors = [.. Vector.ReadAll().Where(vector => vector.Only is null)];
        vectors.Length.ShouldBeGreaterThan(330);
        var wrong = new List<string>();
        await using RealNetwork network = await RealNetwork.StartAsync(vectors.Length);
        for (int i = 0; i < vectors.Length; i++)
        {
            await using World world = network.OpenWorld(i);
            try
            {
                if (await VectorPlayer.PlayAsync(world, vectors[i]) is string fault)
                    wrong.Add($"{vectors[i]}: {fault}");
            }
            catch (Exception fault) when (fault is TimeoutException or EndOfStreamException)
            {
                wrong.Add($"{vectors[i]}: {fault.Message}");
            }
        }

        wrong.ShouldBeEmpty();
    }
}
