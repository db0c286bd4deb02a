using Boop.Client;

var url = new Uri(args.FirstOrDefault("ws://127.0.0.1:5080"));
await using var client = new BoopClient(new() { Url = url, VendorId = "ven_abc123", ApiKey = "sk_live_xyz789" });
try
{
    var outcome = await client.AuthenticateAsync(new PaymentRequest(2500) { Description = "Two coffees", Attributes = ["email"] });
    return outcome.Match(
        succeeded => Say($"Paid 25.00 by {succeeded.UserId}, {succeeded.Attributes.GetValueOrDefault("email", "e-mail kept private")}.", 0),
        refused => Say($"Nothing was paid: {refused.Reason}.", 1),
        expired => Say("Nothing was paid: nobody held a hand over the scanner within 30 seconds.", 1),
        cancelled => Say("Nothing was paid: the payment was withdrawn.", 1));
}
catch (BoopException exception)
{
    return Say(exception.Message, 1);
}

static int Say(string text, int exitCode) { Console.WriteLine(text); return exitCode; }
