using System.Globalization;
using System.Text.Json;
using Boop.Gateway.Tests.Fakes;
using Boop.Testing;

namespace Boop.Gateway.Tests.Network;

/// <summary>Plays one vector in a world of its own, as the README of the vectors says.</summary>
internal sealed class VectorPlayer
{
    private const string ProbePing = """{"type":"ping","id":"probe"}""";
    private const string ProbePong = """{"type":"pong","id":"probe"}""";

    private readonly World _world;
    private readonly Vector _vector;
    private readonly GatewayClient _client;
    private readonly PalmReader? _reader;
    private readonly bool _isVendor;
    private GatewayClient? _vendor;

    private VectorPlayer(World world, Vector vector, GatewayClient client, GatewayClient? scanner)
    {
        _world = world;
        _vector = vector;
        _client = client;
        _isVendor = vector.Socket == "vendor";
        _reader = scanner is null ? null : new PalmReader(scanner);
    }

    private PalmReader Reader => _reader ?? throw new InvalidOperationException($"No scanner is there: {_vector}.");

    /// <summary>What is otherwise than the vector says; null where nothing is.</summary>
    public static async Task<string?> PlayAsync(World world, Vector vector) => await (await OpenAsync(world, vector)).PlayAsync();

    private static async Task<VectorPlayer> OpenAsync(World world, Vector vector)
    {
        // A store that fails before anybody is in has no scanner in either.
        world.Store.IsDown = vector is { After: "fresh", Event: "store_unavailable" };
        GatewayClient? scanner = vector.Socket == "vendor" && !world.Store.IsDown ? await world.EnterScannerAsync() : null;
        GatewayClient client = (vector.Socket, vector.After) switch
        {
            ("vendor", "authenticated") => await world.EnterVendorAsync(),
            ("vendor", "progress") => await world.EnterVendorAsync(wantsProgress: true),
            ("vendor", "fresh") => world.OpenVendor(),
            ("scanner", "authenticated") => await world.EnterScannerAsync(),
            ("scanner", "fresh") => world.OpenScanner(),
            _ => throw new InvalidOperationException($"Neither fresh nor authenticated: {vector}."),
        };
        return new VectorPlayer(world, vector, client, vector.Socket == "scanner" ? client : scanner);
    }

    private async Task<string?> PlayAsync()
    {
        foreach (VectorStep step in _vector.Before)
            await TakeStepAsync(step);
        Prepare(_vector.Event);
        if (_vector.Frame is byte[] frame)
            await _client.SendRawAsync(FrameClient.Encode(FrameOpcode.Text, frame));
        if (_vector.Out.Any(answer => answer.Contains("INVALID_CREDENTIALS", StringComparison.Ordinal)))
            await PassAsync(250);
        await HappenAsync(_vector.Event, _vector.In);
        foreach (string expected in _vector.Out)
        {
            Frame actual = await NextAsync();
            if (actual.Opcode != FrameOpcode.Text || !Vector.Matches(expected, actual.Text))
                return actual.ToString();
        }

        return _vector.Close is int code ? await CheckCloseAsync(code) : await CheckAliveAsync();
    }

    private async Task TakeStepAsync(VectorStep step)
    {
        Prepare(step.Event);
        for (int i = 1; i <= step.Times && step.Send is not null; i++)
        {
            string frame = step.Send.Replace("<n>", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            await _client.SendAsync(frame);
            if (TypeOf(frame) == "ping")
                await NextAsync();
        }

        await HappenAsync(step.Event, step.Send);
        for (int i = 0; i < step.Expect; i++)
            await NextAsync();
    }

    /// <summary>What must be so before the frame is sent.</summary>
    private void Prepare(string? happening)
    {
        if (happening == "store_unavailable")
        {
            _world.Store.IsDown = true;
        }
        else if (happening == "fault")
        {
            _world.Logs.Expect(1001);
            _world.Grains.IsFaulty = true;
        }
    }

    private async Task HappenAsync(string? happening, string? said)
    {
        switch (happening?.Split(':', 2))
        {
            case null or ["store_unavailable"] or ["fault"]:
                break;
            case ["advance", string milliseconds]:
                await AdvanceAsync(int.Parse(milliseconds, CultureInfo.InvariantCulture), said);
                break;
            case ["second_session"]:
                await (_isVendor ? _world.EnterVendorAsync() : _world.EnterScannerAsync());
                break;
            case ["create", string frame]:
                await CreateAsync(frame);
                break;
            case ["offered"]:
                await Reader.NextOfferAsync();
                break;
            default:
                await AnswerOfferAsync(happening);
                break;
        }
    }

    /// <summary>At the scanner something happens. Where the scanner is under test, its offer has been read and its answers are the vector's.</summary>
    private async Task AnswerOfferAsync(string happening)
    {
        if (_isVendor)
            await Reader.NextOfferAsync();
        Task answer = happening.Split(':') switch
        {
            ["palm", string palm] => _isVendor ? Reader.ShowUntilOverAsync(palm) : Reader.ShowAsync(palm),
            ["decline"] => Reader.DeclineAsync(),
            ["scanner_failed"] => Reader.FailAsync(),
            _ => throw new InvalidOperationException($"No such event: {happening}."),
        };
        await answer;
    }

    private async Task CreateAsync(string frame)
    {
        _vendor ??= await _world.EnterVendorAsync();
        await _vendor.SendAsync(frame);
    }

    /// <summary>Whatever was said is handled before time goes on: a context is then on the scanner's screen.</summary>
    private async Task AdvanceAsync(int milliseconds, string? said)
    {
        if (_isVendor && TypeOf(said) == "create_context")
            await Reader.NextOfferAsync();
        await PassAsync(milliseconds);
    }

    private async Task PassAsync(int milliseconds)
    {
        var time = TimeSpan.FromMilliseconds(milliseconds);
        await _world.Clock.ArmedAsync(time);
        _world.Clock.Advance(time);
    }

    private async Task<Frame> NextAsync()
    {
        Frame frame = await _client.ReceiveAsync(_vector.Name);
        if (!_isVendor && frame.Opcode == FrameOpcode.Text)
            Reader.See(frame.Text);
        return frame;
    }

    private async Task<string?> CheckCloseAsync(int code)
    {
        Frame close = await _client.ReceiveCloseAsync();
        bool isRight = close.CloseCode == code && (_vector.CloseReason is null || Vector.Matches(_vector.CloseReason, close.CloseReason));
        return isRight ? null : close.ToString();
    }

    private async Task<string?> CheckAliveAsync()
    {
        if (_vector.After == "fresh" && !_vector.Before.Any(step => TypeOf(step.Send) == "authenticate") && !IsGreeted())
        {
            await _client.SendAsync(_isVendor ? Wire.Authenticate : Wire.AuthenticateScanner);
            string greeting = (await NextAsync()).ToString();
            if (TypeOf(greeting) != "authenticated")
                return greeting;
        }

        // Twice: what the grain still had to say at the first time has come by the second.
        if (await ProbeAsync() is string said)
            return said;
        await _world.SettleAsync();
        return await ProbeAsync();
    }

    private bool IsGreeted() => _vector.Out.Any(answer => TypeOf(answer.Replace("<retry_after_ms>", "1", StringComparison.Ordinal)) == "authenticated");

    private async Task<string?> ProbeAsync()
    {
        await _client.SendAsync(ProbePing);
        string answer = (await NextAsync()).ToString();
        if (RetryAfter(answer) is int wait)
        {
            _world.Clock.Advance(TimeSpan.FromMilliseconds(wait));
            await _client.SendAsync(ProbePing);
            answer = (await NextAsync()).ToString();
        }

        return answer == ProbePong ? null : answer;
    }

    /// <summary>After how long the probe, which was one message too many, may be sent again.</summary>
    private static int? RetryAfter(string answer)
    {
        if (!answer.Contains("\"RATE_LIMITED\"", StringComparison.Ordinal))
            return null;
        using JsonDocument message = JsonDocument.Parse(answer);
        return message.RootElement.GetProperty("retry_after_ms").GetInt32();
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
