namespace Boop.Protocol.Tests;

public sealed class ReconnectPolicyTests
{
    [Theory]
    [InlineData(1000, ReconnectAction.Stop)]
    [InlineData(1001, ReconnectAction.ReconnectSoon)]
    [InlineData(1012, ReconnectAction.ReconnectSoon)]
    [InlineData(1002, ReconnectAction.ReconnectWithBackoff)]
    [InlineData(1003, ReconnectAction.ReconnectWithBackoff)]
    [InlineData(1007, ReconnectAction.ReconnectWithBackoff)]
    [InlineData(1009, ReconnectAction.ReconnectWithBackoff)]
    [InlineData(1011, ReconnectAction.ReconnectWithBackoff)]
    [InlineData(1013, ReconnectAction.ReconnectWithBackoff)]
    [InlineData(4408, ReconnectAction.ReconnectWithBackoff)]
    [InlineData(4429, ReconnectAction.ReconnectWithBackoff)]
    [InlineData(4999, ReconnectAction.ReconnectWithBackoff)]
    [InlineData(null, ReconnectAction.ReconnectWithBackoff)]
    [InlineData(4401, ReconnectAction.CredentialsRefused)]
    [InlineData(4409, ReconnectAction.Replaced)]
    public void A_client_does_next_what_the_table_says(int? closeCode, ReconnectAction action) =>
        ReconnectPolicy.For(closeCode).ShouldBe(action);
}
