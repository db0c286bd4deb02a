using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Boop.Client.Tests.Snippets;

/// <summary>The snippets of docs/sdk.md, so that they compile. <see cref="SdkPageTests"/> holds the page against them.</summary>
internal static class SdkPage
{
    internal static async Task<string> PayAsync(string apiKey)
    {
        await using var client = new BoopClient(new()
        {
            Url = new Uri("wss://boop.example.com"),
            VendorId = "ven_abc123",
            ApiKey = apiKey,
        });
        AuthenticationOutcome outcome = await client.AuthenticateAsync(new PaymentRequest(2500) { Description = "Two coffees" });
        string text = outcome.Match(
            succeeded => $"Paid by {succeeded.UserId}.",
            refused => $"Nothing was paid: {refused.Reason}.",
            expired => "Nothing was paid: nobody came within 30 seconds.",
            cancelled => "Nothing was paid: the payment was withdrawn.");
        return text;
    }

    internal static async Task<AuthenticationOutcome> ShowAsync(BoopClient client, Action<string> show)
    {
        await using PendingAuthentication pending = await client.StartAsync(new PaymentRequest(2500));
        await foreach (ContextStatus status in pending.ReadProgressAsync())
        {
            show(status.State);
        }

        AuthenticationOutcome outcome = await pending.WaitAsync();
        return outcome;
    }

    internal static async Task WithdrawAsync(PendingAuthentication pending)
    {
        AuthenticationOutcome outcome = await pending.CancelAsync();
        if (outcome is AuthenticationOutcome.Succeeded)
        {
            // The person was faster: the payment stands.
        }
    }

    internal static async Task<AuthenticationOutcome> SurviveAsync(BoopClient client, int orderNumber)
    {
        string contextId = $"order-{orderNumber}";
        AuthenticationOutcome outcome = await client.AuthenticateAsync(new PaymentRequest(2500) { ContextId = contextId });
        return outcome;
    }

    internal static async Task ReadAsync(BoopClient client, Func<string, AuthenticationOutcome, Task> book, CancellationToken stopping)
    {
        await foreach (UnclaimedOutcome unclaimed in client.ReadUnclaimedAsync(stopping))
        {
            await book(unclaimed.ContextId, unclaimed.Outcome);
        }
    }

    internal static void Host(IHostApplicationBuilder builder)
    {
        builder.Services.AddBoopClient(builder.Configuration.GetSection("Boop"));
        builder.Services.AddHealthChecks().AddCheck<BoopHealthCheck>("boop");
    }

    internal static void Several(IHostApplicationBuilder builder)
    {
        builder.Services.AddKeyedBoopClient("shop", builder.Configuration.GetSection("Shop"));
        builder.Services.AddKeyedBoopClient("gate", builder.Configuration.GetSection("Gate"));
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            "gate", services => new BoopHealthCheck(services.GetRequiredKeyedService<BoopClient>("gate")), failureStatus: null, tags: null));
    }

    internal static async Task WatchAsync(BoopClient client, Action<string> alarm, CancellationToken stopping)
    {
        await foreach (ConnectionChange change in client.WatchConnectionAsync(stopping))
        {
            if (change.Reason == ConnectionReason.AnotherInstanceTookOver)
            {
                alarm("Another till runs under this vendor's key.");
            }
        }
    }

    internal static void Rotate(IHostApplicationBuilder builder, Func<CancellationToken, ValueTask<string>> vault) =>
        builder.Services.AddBoopClient(
            builder.Configuration.GetSection("Boop"),
            options => options with { ApiKeyProvider = async cancellationToken => await vault(cancellationToken) });
}
