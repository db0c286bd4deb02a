namespace Boop.Gateway.Tests.Fakes;

/// <summary>Messages as clients send them.</summary>
internal static class Wire
{
    public const string Authenticate =
        $$"""{"type":"authenticate","vendor_id":"{{FakeCredentials.Vendor}}","api_key":"{{FakeCredentials.Key}}"}""";

    public const string AuthenticateForProgress =
        $$"""{"type":"authenticate","vendor_id":"{{FakeCredentials.Vendor}}","api_key":"{{FakeCredentials.Key}}","features":["progress"]}""";

    public const string AuthenticateScanner =
        $$"""{"type":"authenticate","scanner_id":"{{FakeCredentials.Scanner}}","scanner_key":"{{FakeCredentials.ScannerKey}}"}""";

    public const string Ping = """{"type":"ping"}""";

    public const string Pong = """{"type":"pong"}""";

    public static string Create(string context, string? id = null) =>
        $$$"""{"type":"create_context","context_id":"{{{context}}}","requirements":{"type":"entrance"}{{{(id is null ? "" : $",\"id\":\"{id}\"")}}}}""";
}
