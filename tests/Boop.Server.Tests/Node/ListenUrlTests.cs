using Boop.Server.Node;

namespace Boop.Server.Tests.Node;

public sealed class ListenUrlTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://127.9.9.9:0/")]
    [InlineData("HTTP://LocalHost:80")]
    [InlineData("http://[::1]:5080")]
    [InlineData(" http://127.0.0.1 ; http://[::1]:1 ;")]
    public void Loopback_is_what_only_this_machine_reaches(string text)
    {
        ListenUrl.TryParseList(text, out IReadOnlyList<ListenUrl> urls, out _).ShouldBeTrue();

        urls.ShouldNotBeEmpty();
        urls.ShouldAllBe(url => url.IsLoopback);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://192.0.2.1")]
    public void Everything_else_is_open_to_others(string text)
    {
        ListenUrl.TryParseList(text, out IReadOnlyList<ListenUrl> urls, out _).ShouldBeTrue();

        urls.ShouldHaveSingleItem().IsLoopback.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("127.0.0.1:5080")]
    [InlineData("http://")]
    [InlineData("http://127.0.0.1:70000")]
    [InlineData("http://127.0.0.1:5080/path")]
    [InlineData("http://localhost:0")]
    [InlineData("http://127.0.0.1.example.org:5080")]
    [InlineData("http://127.0.0.1:5080;https://127.0.0.1:5081")]
    [InlineData("http://unix:/run/socket")]
    public void What_cannot_be_served_is_refused_with_a_reason(string text)
    {
        ListenUrl.TryParseList(text, out _, out string? fault).ShouldBeFalse();

        fault.ShouldNotBeNullOrEmpty();
    }
}
