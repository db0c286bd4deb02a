using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

public sealed class OptionsTests
{
    private static readonly BoopClientOptions Good = new() { Url = new Uri("wss://boop.example.com"), VendorId = "ven_1", ApiKey = "sk_sentinel_key" };

    [Theory]
    [InlineData("wss://boop.example.com", "wss://boop.example.com/ws/vendor")]
    [InlineData("https://boop.example.com/", "wss://boop.example.com/ws/vendor")]
    [InlineData("https://boop.example.com:8443", "wss://boop.example.com:8443/ws/vendor")]
    [InlineData("wss://boop.example.com/behind/a/proxy", "wss://boop.example.com/behind/a/proxy")]
    [InlineData("http://127.0.0.1:5080", "ws://127.0.0.1:5080/ws/vendor")]
    [InlineData("ws://localhost", "ws://localhost/ws/vendor")]
    [InlineData("ws://[::1]:5080", "ws://[::1]:5080/ws/vendor")]
    public void The_address_is_completed(string url, string expected) =>
        OptionsCheck.ToSettings(Good with { Url = new Uri(url) }, "/ws/vendor").Url.ShouldBe(new Uri(expected));

    [Theory]
    [InlineData("ws://boop.example.com")]
    [InlineData("http://10.0.0.1:5080")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("wss://user:secret@boop.example.com")]
    [InlineData("/ws/vendor")]
    public void An_address_that_would_give_the_key_away_or_cannot_work_is_refused(string url)
    {
        BoopClientOptions options = Good with { Url = new Uri(url, UriKind.RelativeOrAbsolute) };
        Should.Throw<ArgumentException>(() => new BoopClient(options)).Message.ShouldNotContain("secret");
    }

    [Fact]
    public void An_owner_may_trust_a_network_without_TLS() =>
        OptionsCheck.ToSettings(Good with { Url = new Uri("ws://10.0.0.1"), AllowInsecureTransport = true }, "/ws/vendor")
            .Url.ShouldBe(new Uri("ws://10.0.0.1/ws/vendor"));

    [Fact]
    public void Options_that_cannot_work_are_refused_by_name()
    {
        Refused(Good with { VendorId = "" }, nameof(Good.VendorId));
        Refused(Good with { ApiKey = "" }, nameof(Good.ApiKey));
        Refused(Good with { Instance = new string('i', 65) }, nameof(Good.Instance));
        Refused(Good with { ConnectTimeout = TimeSpan.Zero }, nameof(Good.ConnectTimeout));
        Refused(Good with { OutcomeTimeout = TimeSpan.Zero }, nameof(Good.OutcomeTimeout));
        Refused(Good with { HeartbeatInterval = TimeSpan.Zero }, nameof(Good.HeartbeatInterval));

        // No timer takes so long: it would end the connection once there is one.
        Refused(Good with { HeartbeatInterval = TimeSpan.FromDays(60) }, nameof(Good.HeartbeatInterval));

        static void Refused(BoopClientOptions options, string name) =>
            Should.Throw<ArgumentException>(() => new BoopClient(options)).Message.ShouldContain(name);
    }

    [Fact]
    public void Options_never_print_the_key()
    {
        Good.ToString().ShouldNotContain("sk_sentinel_key");
        Good.ToString().ShouldContain("ven_1");
        (Good with { Url = new Uri("wss://user:secret@boop.example.com/x?key=secret") }).ToString().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("ümlaut")]
    public async Task A_context_id_of_other_characters_is_refused_before_it_is_sent(string contextId)
    {
        await using var client = new BoopClient(Good);
        Task asking = client.AuthenticateAsync(new EntranceRequest { ContextId = contextId }, TestContext.Current.CancellationToken);
        await Should.ThrowAsync<ArgumentException>(() => Cap.Of(asking, "the refusal"));
    }
}
