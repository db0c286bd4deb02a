using System.Text.Json;
using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

/// <summary>Every frame that the network may send to a vendor, byte for byte, reaches a live client and does what it must.</summary>
public sealed class VectorTests : ClientTestBase
{
    public static TheoryData<string> Outs()
    {
        var frames = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "vectors"), "*.jsonl"))
        {
            foreach (string line in File.ReadLines(file).Where(line => line.Length > 0))
            {
                JsonElement vector = JsonDocument.Parse(line).RootElement;
                if (vector.GetProperty("socket").GetString() == "vendor")
                {
                    frames.UnionWith(vector.GetProperty("out").EnumerateArray().Select(frame => frame.GetString()!));
                }
            }
        }

        return [.. frames];
    }

    [Fact]
    public void There_are_vectors() => Outs().Count.ShouldBeGreaterThan(20);

    [Theory]
    [MemberData(nameof(Outs))]
    public async Task What_the_network_says_ends_the_call_that_it_concerns_and_no_other(string vector)
    {
        string frame = vector
            .Replace("<time>", "2026-11-23T10:00:00.000Z", StringComparison.Ordinal)
            .Replace("<retry_after_ms>", "1500", StringComparison.Ordinal)
            .Replace("<expires_in_ms>", "1500", StringComparison.Ordinal);
        JsonElement message = JsonDocument.Parse(frame).RootElement;
        string type = message.GetProperty("type").GetString()!;
        string? contextId = message.TryGetProperty("context_id", out JsonElement id) ? id.GetString() : null;

        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> bystander = Ask(client, "ctx_bystander");
        await connection.ReceiveCreateAsync();

        // An update that nobody asked for ends nothing.
        Task<AuthenticationOutcome>? concerned = contextId is null || type == "context_update" ? null : Ask(client, contextId);
        if (concerned is not null)
        {
            await connection.ReceiveCreateAsync();
        }

        await connection.SendAsync(frame);
        if (concerned is not null)
        {
            await ShouldEndAsync(concerned, message, type);
        }

        await connection.SendSuccessAsync("ctx_bystander");
        (await Cap.Of(bystander, "the outcome of the other call")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        Network.Attempts.ShouldBe(1);
    }

    private async Task ShouldEndAsync(Task<AuthenticationOutcome> concerned, JsonElement message, string type)
    {
        if (type == "auth_result")
        {
            JsonElement result = message.GetProperty("result");
            AuthenticationOutcome outcome = await Cap.Of(concerned, "the outcome");
            outcome.Match(_ => true, _ => false, _ => false, _ => false).ShouldBe(result.GetProperty("success").GetBoolean());
            return;
        }

        string code = message.GetProperty("code").GetString()!;
        if (code == "CONTEXT_EXPIRED")
        {
            (await Cap.Of(concerned, "the expiry")).ShouldBeOfType<AuthenticationOutcome.Expired>();
        }
        else if (code is "UNAVAILABLE" or "INTERNAL_ERROR")
        {
            await Time.ArmedAsync(0.5);
        }
        else
        {
            (await ShouldFailAsync(concerned, code)).IsTransient.ShouldBe(message.GetProperty("retryable").GetBoolean());
        }
    }
}
