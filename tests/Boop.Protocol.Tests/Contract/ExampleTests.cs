using System.Text.Json.Nodes;
using Boop.Protocol.Tests.Vectors;
using Boop.Testing.Contract;

namespace Boop.Protocol.Tests.Contract;

public sealed class ExampleTests
{
    [Fact]
    public void Every_message_has_an_example() =>
        Contracts.Written.Messages.Where(message => message.Examples.Count == 0).Select(message => message.Key).ShouldBeEmpty();

    [Fact]
    public void Every_example_keeps_the_contract() =>
        Contracts.Written.Messages.SelectMany(message => message.Examples.SelectMany(example =>
            Contracts.Closed.CheckFrame(message.Socket, message.Direction, Wire.Bytes(example.Payload.ToJsonString())))).ShouldBeEmpty();

    [Fact]
    public void Every_example_is_a_frame_of_the_vector_of_its_name()
    {
        Dictionary<string, Vector> vectors = VectorFiles.All.ToDictionary(vector => vector.Name);
        Contracts.Written.Messages
            .SelectMany(message => message.Examples.Select(example => (message, example)))
            .Where(one => !vectors.TryGetValue(one.example.Name, out Vector? vector)
                || !Frames(vector, one.message.Direction).Any(frame => IsSame(JsonNode.Parse(frame), one.example.Payload)))
            .Select(one => $"{one.message.Key}: {one.example.Name}")
            .ShouldBeEmpty();
    }

    private static IEnumerable<string> Frames(Vector vector, FrameDirection direction) =>
        direction == FrameDirection.ToNetwork ? vector.In is null ? [] : [vector.In] : vector.Out.Select(Vector.Fill);

    /// <summary>A placeholder's place may hold another value of its kind.</summary>
    private static bool IsSame(JsonNode? vector, JsonNode? example) => (vector, example) switch
    {
        (JsonObject left, JsonObject right) => left.Count == right.Count && left.All(member => right.ContainsKey(member.Key) && IsSame(member.Value, right[member.Key])),
        (JsonArray left, JsonArray right) => left.Count == right.Count && left.Zip(right).All(pair => IsSame(pair.First, pair.Second)),
        _ => Vector.IsFilled(vector?.ToString()) || JsonNode.DeepEquals(vector, example),
    };
}
