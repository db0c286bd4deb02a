using System.Globalization;
using Boop.Gateway.Tests.Fakes;
using Boop.Grains.Directory;
using Boop.Testing;

namespace Boop.Gateway.Tests.Sessions;

/// <summary>
/// Replays the vectors that a session answers without its grain, over a grain that never says anything by itself.
/// Those that the grain decides are replayed where there is one.
/// </summary>
public sealed class VectorTests
{
    private const string GrainsFile = "vendor-outcomes.jsonl";
    private const string ProbePing = """{"type":"ping","id":"probe"}""";
    private const string ProbePong = """{"type":"pong","id":"probe"}""";

    // One test over all: each vector as a theory case costs more in reporting than in running.
    [Fact]
    public async Task A_session_says_what_the_vectors_say()
    {
        var wrong = new List<string>();
        int replayed = 0;
        foreach ((string file, Vector vector) in Vector.ReadAll())
        {
            if (vector.Only is not null || IsTheGrains(file, vector))
                continue;
            replayed++;
            if (await ReplayAsync(vector) is string fault)
                wrong.Add($"{vector.Name}: {fault}");
        }

        wrong.ShouldBeEmpty();
        replayed.ShouldBeGreaterThan(300);
    }

    private static bool IsTheGrains(string file, Vector vector) =>
        file == GrainsFile
        || vector.Event?.StartsWith("create:", StringComparison.Ordinal) == true
        || (vector.Decodes == true && vector.Out is [string answer] && !IsTheSessions(answer));

    private static bool IsTheSessions(string answer) =>
        answer.Contains("\"authenticated\"", StringComparison.Ordinal)
        || answer.Contains("\"pong\"", StringComparison.Ordinal)
        || new[]
        {
            "ALREADY_AUTHENTICATED", "NOT_AUTHENTICATED", "INVALID_CREDENTIALS", "RATE_LIMITED", "UNAVAILABLE",
        }.Any(code => answer.Contains($"\"{code}\"", StringComparison.Ordinal));

    private static async Task<string?> ReplayAsync(Vector vector)
    {
        await using var gateway = new InMemoryGateway();
        gateway.Vendor.OnReceive = (_, _) => Task.CompletedTask;
        if (vector.Event == "store_unavailable")
            gateway.Credentials.OnCheck = _ => Task.FromResult(CredentialAnswer.Unavailable);
        GatewayClient client = await OpenAsync(gateway, vector);
        foreach (VectorStep step in vector.Before)
        {
            for (int i = 0; i < step.Times; i++)
            {
                await client.SendAsync(step.Send);
                await client.ReceiveTextAsync();
            }
        }

        if (vector.Frame is byte[] frame)
            await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Text, frame));
        await PassTimeAsync(gateway, vector);
        foreach (string expected in vector.Out)
        {
            Frame actual = await client.ReceiveAsync(vector.Name);
            if (actual.Opcode != FrameOpcode.Text || !Vector.Matches(expected, actual.Text))
                return actual.ToString();
        }

        return vector.Close is int code
            ? await CheckCloseAsync(client, code, vector.CloseReason)
            : await CheckAliveAsync(gateway, client, vector);
    }

    private static async Task<GatewayClient> OpenAsync(InMemoryGateway gateway, Vector vector) =>
        (vector.Socket, vector.After) switch
        {
            ("vendor", "authenticated") => await gateway.EnterVendorAsync(),
            ("vendor", "fresh") => gateway.OpenVendor(),
            ("scanner", "authenticated") => await gateway.EnterScannerAsync(),
            ("scanner", "fresh") => gateway.OpenScanner(),
            _ => throw new InvalidOperationException($"Neither fresh nor authenticated: {vector}."),
        };

    private static async Task PassTimeAsync(InMemoryGateway gateway, Vector vector)
    {
        if (vector.Out.Any(answer => answer.Contains("INVALID_CREDENTIALS", StringComparison.Ordinal)))
            await AdvanceAsync(gateway, 250);
        switch (vector.Event?.Split(':'))
        {
            case ["advance", string milliseconds]:
                await AdvanceAsync(gateway, int.Parse(milliseconds, CultureInfo.InvariantCulture));
                break;
            case ["second_session"]:
                await (vector.Socket == "vendor" ? gateway.EnterVendorAsync() : gateway.EnterScannerAsync());
                break;
            case null or ["store_unavailable"]:
                break;
            default:
                throw new InvalidOperationException($"No such event here: {vector.Event}.");
        }
    }

    private static async Task AdvanceAsync(InMemoryGateway gateway, int milliseconds)
    {
        var time = TimeSpan.FromMilliseconds(milliseconds);
        await gateway.Clock.ArmedAsync(time);
        gateway.Clock.Advance(time);
    }

    private static async Task<string?> CheckCloseAsync(GatewayClient client, int code, string? reason)
    {
        Frame close = await client.ReceiveCloseAsync();
        return close.CloseCode == code && (reason is null || Vector.Matches(reason, close.CloseReason)) ? null : close.ToString();
    }

    private static async Task<string?> CheckAliveAsync(InMemoryGateway gateway, GatewayClient client, Vector vector)
    {
        if (vector.After == "fresh" && !vector.Out.Any(answer => answer.Contains("\"authenticated\"", StringComparison.Ordinal)))
            await client.SendAsync(vector.Socket == "vendor" ? Wire.Authenticate : Wire.AuthenticateScanner);
        if (vector.Out.Any(answer => answer.Contains("RATE_LIMITED", StringComparison.Ordinal)))
            gateway.Clock.Advance(TimeSpan.FromSeconds(60));
        await client.SendAsync(ProbePing);
        string last = (await client.ReceiveAsync(vector.Name)).ToString();
        if (last.Contains("\"authenticated\"", StringComparison.Ordinal))
            last = (await client.ReceiveAsync(vector.Name)).ToString();
        return last == ProbePong ? null : last;
    }
}
