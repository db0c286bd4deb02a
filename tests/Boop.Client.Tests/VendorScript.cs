using System.Text.Json;
using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

/// <summary>What the network says to a vendor.</summary>
internal static class VendorScript
{
    internal static async Task<JsonElement> LetInAsync(this ScriptedConnection connection)
    {
        JsonElement authenticate = await connection.ReceiveAsync("authenticate");
        await connection.SendAsync(
            """{"type":"authenticated","vendor_id":"ven_1","session_id":"ses_1","heartbeat_interval_ms":30000,"context_ttl_ms":30000}""");
        return authenticate;
    }

    internal static async Task<string> ReceiveCreateAsync(this ScriptedConnection connection) =>
        (await connection.ReceiveAsync("create_context")).GetProperty("context_id").GetString()!;

    internal static async Task<string[]> ReceiveAckAsync(this ScriptedConnection connection) =>
        [.. (await connection.ReceiveAsync("ack")).GetProperty("context_ids").EnumerateArray().Select(id => id.GetString()!)];

    /// <summary>The next message of this type, whose answers are to carry its id.</summary>
    internal static async Task<string> ReceiveInquiryAsync(this ScriptedConnection connection, string type) =>
        (await connection.ReceiveAsync(type)).GetProperty("id").GetString()!;

    internal static Task SendUpdateAsync(this ScriptedConnection connection, string contextId, string state, string id) => connection.SendAsync(
        $$$"""{"type":"context_update","context_id":"{{{contextId}}}","state":"{{{state}}}","expires_in_ms":12000,"terminal_id":"till-1","id":"{{{id}}}"}""");

    internal static Task SendSuccessAsync(this ScriptedConnection connection, string contextId, string? id = null) => connection.SendAsync(
        $$$"""{"type":"auth_result","context_id":"{{{contextId}}}","result":{"success":true,"user_id":"usr_1","attributes":{"email":"ada@example.com"},"withheld":[{"name":"phone","reason":"not_consented"}],"authenticated_at":"2026-11-23T10:00:00.000Z"}{{{Mark(id)}}}}""");

    internal static Task SendFailureAsync(this ScriptedConnection connection, string contextId, string reason, string? id = null) => connection.SendAsync(
        $$$"""{"type":"auth_result","context_id":"{{{contextId}}}","result":{"success":false,"reason":"{{{reason}}}","authenticated_at":"2026-11-23T10:00:00.000Z"}{{{Mark(id)}}}}""");

    internal static Task SendErrorAsync(
        this ScriptedConnection connection, string code, string? contextId, bool retryable, int? retryAfterMs = null, string? id = null) =>
        connection.SendAsync(
            "{\"type\":\"error\",\"error\":\"Some text\",\"code\":\"" + code + "\",\"retryable\":" + (retryable ? "true" : "false")
            + (contextId is null ? "" : $",\"context_id\":\"{contextId}\"")
            + (retryAfterMs is null ? "" : $",\"retry_after_ms\":{retryAfterMs}") + Mark(id) + "}");

    private static string Mark(string? id) => id is null ? "" : $",\"id\":\"{id}\"";
}
