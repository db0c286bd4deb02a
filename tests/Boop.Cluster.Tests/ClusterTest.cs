using System.Diagnostics;
using Boop.Client;
using Boop.Cluster.Tests.Nodes;
using Boop.Protocol.Scanner;
using Boop.Scanner;
using Npgsql;

namespace Boop.Cluster.Tests;

/// <summary>What the tests of a cluster share. Each begins with three nodes that are ready, and with a shop of its own.</summary>
public abstract class ClusterTest(ThreeNodes nodes) : IAsyncLifetime
{
    private readonly long _started = Stopwatch.GetTimestamp();

    private protected ThreeNodes Nodes => nodes;

    private protected Shop Shop { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await nodes.HealAsync();
        Shop = await Shop.OpenAsync(nodes);
        Tell($"three nodes are ready, and the shop is open, after {Stopwatch.GetElapsedTime(_started).TotalSeconds:F1} s");
    }

    public ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            foreach (ClusterNode node in nodes.All)
                Tell($"node {node.Name}:\n{node.Output}");
        }

        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected static void Tell(string what) => TestContext.Current.SendDiagnosticMessage(what);

    private protected static Task<AuthenticationOutcome> PayAsync(BoopClient client) =>
        client.AuthenticateAsync(new PaymentRequest(2500) { Attributes = ["email"] }, TestContext.Current.CancellationToken);

    private protected static Task<Offer> NextOfferAsync(SimulatedScanner scanner, long amount = 2500) =>
        scanner.NextOfferAsync(offer => offer.Amount == amount, TestContext.Current.CancellationToken).WithinAsync($"{amount} was offered");

    /// <summary>The customer holds her hand over the scanner, and again where the offer came to nothing: its node was killed, say.</summary>
    private protected async Task ShowAsync(SimulatedScanner scanner, long amount = 2500)
    {
        while (true)
        {
            Offer? offer = null;
            await Wait.UntilAsync(
                () => Task.FromResult((offer = scanner.Offers.FirstOrDefault(shown => shown.Amount == amount)) is not null), $"{amount} is on the screen");
            try
            {
                ScanResult result = await scanner.ShowPersonAsync(offer!, Shop.Customer, cancellationToken: TestContext.Current.CancellationToken);
                if (result.Outcome is ScanOutcome.Accepted)
                    return;
            }
            catch (ScannerException passing)
            {
                Tell($"a scan came to nothing: {passing.Message}");
            }
        }
    }

    /// <summary>What the store holds of the shop's contexts, and who owns them.</summary>
    private protected async Task<string> ReadStoreAsync()
    {
        await using NpgsqlConnection connection = await Nodes.PostgreSql.ConnectAsync(Nodes.ConnectionString);
        await using NpgsqlCommand command = new(
            """
            SELECT coalesce(string_agg(c::text, ' ' ORDER BY context_id), '') || (SELECT epoch FROM owners WHERE vendor_id = $1)
            FROM contexts AS c WHERE vendor_id = $1
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { Value = Shop.Vendor });
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private protected static async Task SucceedsAsync(Task<AuthenticationOutcome> payment, string what) =>
        (await payment.WithinAsync(what)).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
}
