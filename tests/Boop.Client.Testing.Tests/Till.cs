namespace Boop.Client.Testing.Tests;

public sealed class Till(BoopClient client)
{
    public async Task<string> PayAsync(string orderId, long cents)
    {
        var outcome = await client.AuthenticateAsync(new PaymentRequest(cents) { ContextId = orderId, Attributes = ["email"] });
        return outcome.Match(
            succeeded => $"paid by {succeeded.UserId}, receipt to {succeeded.Attributes.GetValueOrDefault("email", "nobody")}",
            refused => $"not paid: {refused.Reason}",
            expired => "not paid: nobody came",
            cancelled => "not paid: withdrawn");
    }
}
