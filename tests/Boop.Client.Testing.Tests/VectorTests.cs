using Boop.Testing;

namespace Boop.Client.Testing.Tests;

/// <summary>Replays every vector of the vendor's socket that a session can be brought to say, on a test network.</summary>
public sealed class VectorTests
{
    [Fact]
    public async Task The_test_network_says_what_the_vectors_say()
    {
        Vector[] vectors = [.. Vector.ReadAll().Where(vector => vector.Only is null && vector.Socket == "vendor")];
        vectors.Length.ShouldBeGreaterThan(250);
        var wrong = new List<string>();
        foreach (Vector vector in vectors)
        {
            try
            {
                if (await VectorPlayer.PlayAsync(vector) is string fault)
                    wrong.Add($"{vector}: {fault}");
            }
            catch (Exception fault) when (fault is TimeoutException or EndOfStreamException)
            {
                wrong.Add($"{vector}: {fault.Message}");
            }
        }

        wrong.ShouldBeEmpty();
    }
}
