using System.Globalization;
using System.Text.Json;
using Boop.Testing;

namespace Boop.Client.Testing.Tests;

/// <summary>Plays one vector in a network of its own, as the README of the vectors says.</summary>
internal sealed class VectorPlayer : IAsyncDisposable
{
    private const string ProbePing = """{"type":"ping","id":"probe"}""";
    private const string ProbePong = """{"type":"pong","id":"probe"}""";
    private static readonly Dictionary<string, string> Known = new() { ["email"] = "ada@example.com", ["phone"] = "+44 20 7946 0815" };

    private readonly BoopTestNetwork _network = new(new BoopTestNetworkOptions { VendorId = "ven_abc123", ApiKey = "sk_live_xyz789" });
    private readonly List<FrameClient> _clients = [];
    private readonly Vector _vector;
    private readonly FrameClient _client;

    private VectorPlayer(Vector vector)
    {
        _vector = vector;
        _client = Open();
    }

    /// <summary>What is otherwise than the vector says; null where nothing is.</summary>
    public static async Task<string?> PlayAsync(Vector vector)
    {
        await using var player = new VectorPlayer(vector);
        return await player.PlayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (FrameClient client in _clients)
            await client.DisposeAsync();
        await _network.DisposeAsync();
    }

    private async Task<string?> PlayAsync()
    {
        if (_vector.After is "authenticated" or "progress")
            await EnterAsync(_client, wantsProgress: _vector.After == "progress");
        foreach (VectorStep step in _vector.Before)
            await TakeStepAsync(step);
        Prepare(_vector.Event, _vector.In);
        if (_vector.Frame is byte[] frame)
            await _client.SendRawAsync(FrameClient.Encode(FrameOpcode.Text, frame));
        if (_vector.Out.Any(answer => answer.Contains("INVALID_CREDENTIALS", StringComparison.Ordinal)))
            await _network.AdvanceAsync(TimeSpan.FromMilliseconds(250));
        await HappenAsync(_vector.Event);
        foreach (string expected in _vector.Out)
        {
            Frame actual = await NextAsync();
            if (actual.Opcode != FrameOpcode.Text || !Vector.Matches(expected, actual.Text))
                return actual.ToString();
        }

        return _vector.Close is int code ? await CheckCloseAsync(code) : await CheckAliveAsync();
    }

    private FrameClient Open()
    {
        var client = new FrameClient(_network.OpenWire());
        _clients.Add(client);
        return client;
    }

    private static async Task EnterAsync(FrameClient client, bool wantsProgress = false)
    {
        string features = wantsProgress ? ""","features":["progress"]""" : "";
        await client.SendAsync($$"""{"type":"authenticate","vendor_id":"ven_abc123","api_key":"sk_live_xyz789"{{features}}}""");
        TypeOf(await client.ReceiveTextAsync()).ShouldBe("authenticated");
    }

    private async Task TakeStepAsync(VectorStep step)
    {
        Prepare(step.Event, step.Send);
        for (int i = 1; i <= step.Times && step.Send is not null; i++)
        {
            string frame = step.Send.Replace("<n>", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            await _client.SendAsync(frame);
            if (TypeOf(frame) == "ping")
                await NextAsync();
        }

        await HappenAsync(step.Event);
        for (int i = 0; i < step.Expect; i++)
            await NextAsync();
    }

    /// <summary>What must be so before the frame is sent. Here the people are scripted before they are asked.</summary>
    private void Prepare(string? happening, string? said)
    {
        switch (happening)
        {
            case "store_unavailable":
                _network.IsStoreUnavailable = true;
                break;
            case "fault":
                _network.Faults.Fail(TypeOf(said)!, "INTERNAL_ERROR");
                break;
            case "palm:known" when said!.Contains("program_id", StringComparison.Ordinal):
                _network.Next.Refuses("not_a_member");
                break;
            case "palm:known":
                _network.Next.Succeeds("usr_ada", Known);
                break;
            case "palm:child":
                _network.Next.Refuses("too_young");
                break;
            case "palm:foreign":
                _network.Next.Refuses("vendor_not_consented");
                break;
            case "palm:stranger":
                _network.Next.Refuses("user_not_found");
                break;
            case "decline":
                _network.Next.Refuses("declined");
                break;
            case "scanner_failed":
                _network.Next.Refuses("scanner_failed");
                break;
        }
    }

    private async Task HappenAsync(string? happening)
    {
        switch (happening?.Split(':', 2))
        {
            case ["advance", string milliseconds]:
                await _network.AdvanceAsync(TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture)));
                break;
            case ["second_session"]:
                await EnterAsync(Open());
                break;
            case null or ["store_unavailable"] or ["fault"] or ["offered"] or ["palm", _] or ["decline"] or ["scanner_failed"]:
                break;
            default:
                throw new InvalidOperationException($"No such event: {happening}.");
        }
    }

    private Task<Frame> NextAsync() => _client.ReceiveAsync(_vector.Name);

    private async Task<string?> CheckCloseAsync(int code)
    {
        Frame close = await _client.ReceiveCloseAsync();
        bool isRight = close.CloseCode == code && (_vector.CloseReason is null || Vector.Matches(_vector.CloseReason, close.CloseReason));
        return isRight ? null : close.ToString();
    }

    private async Task<string?> CheckAliveAsync()
    {
        if (_vector.After == "fresh" && !_network.Connection.IsSession)
            await EnterAsync(_client);
        string answer = await ProbeAsync();
        if (answer.Contains("\"RATE_LIMITED\"", StringComparison.Ordinal))
        {
            using JsonDocument message = JsonDocument.Parse(answer);
            await _network.AdvanceAsync(TimeSpan.FromMilliseconds(message.RootElement.GetProperty("retry_after_ms").GetInt32()));
            answer = await ProbeAsync();
        }

        return answer == ProbePong ? null : answer;
    }

    private async Task<string> ProbeAsync()
    {
        await _client.SendAsync(ProbePing);
        return (await NextAsync()).ToString();
    }

    private static string? TypeOf(string? frame)
    {
        try
        {
            using JsonDocument message = JsonDocument.Parse(frame ?? "");
            return message.RootElement.ValueKind is JsonValueKind.Object && message.RootElement.TryGetProperty("type", out JsonElement type)
                ? type.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
