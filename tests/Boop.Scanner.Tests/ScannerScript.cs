using System.Text.Json;
using Boop.Client.Tests.Scripted;

namespace Boop.Scanner.Tests;

/// <summary>What the network says to a scanner.</summary>
internal static class ScannerScript
{
    internal static async Task<JsonElement> LetInAsync(this ScriptedConnection connection)
    {
        JsonElement authenticate = await connection.ReceiveAsync("authenticate");
        await connection.SendAsync("""{"type":"authenticated","scanner_id":"scn_1","vendor_name":"Coffee Shop","terminal_id":"till_1"}""");
        return authenticate;
    }

    internal static Task SendOfferAsync(this ScriptedConnection connection, string offerId, int expiresInMs = 30_000) => connection.SendAsync(
        $$"""{"type":"offer","offer_id":"{{offerId}}","context_type":"payment","amount":2500,"currency":"USD","vendor_name":"Coffee Shop","attributes":["email"],"expires_in_ms":{{expiresInMs}}}""");

    internal static Task SendResultAsync(this ScriptedConnection connection, string offerId, int attempt, string outcome, int left = 2) =>
        connection.SendAsync(
            $$"""{"type":"scan_result","offer_id":"{{offerId}}","attempt":{{attempt}},"outcome":"{{outcome}}","attempts_left":{{left}}}""");

    internal static Task SendWithdrawnAsync(this ScriptedConnection connection, string offerId, string reason) =>
        connection.SendAsync($$"""{"type":"withdrawn","offer_id":"{{offerId}}","reason":"{{reason}}"}""");

    internal static async Task<JsonElement> ReceiveScanAsync(this ScriptedConnection connection, string offerId, int attempt)
    {
        JsonElement scan = await connection.ReceiveAsync("scan");
        scan.GetProperty("offer_id").GetString().ShouldBe(offerId);
        scan.GetProperty("attempt").GetInt32().ShouldBe(attempt);
        return scan;
    }
}
