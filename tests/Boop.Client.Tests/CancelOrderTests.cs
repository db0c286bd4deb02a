using System.Text.Json;
using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

/// <summary>A cancel never overtakes the create that it withdraws: the payment would open behind the back of whoever cancelled it.</summary>
public sealed class CancelOrderTests : ClientTestBase
{
    private const int Pairs = 20;

    [Fact]
    public async Task Before_the_first_connection_a_cancel_waits_for_its_create()
    {
        BoopClient client = NewClient();
        Task[] calls = CancelAndAsk(client);
        ScriptedConnection connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        await ShouldCreateFirstAsync(connection);
        await Cap.Of(Task.WhenAll(calls), "the end of every call");
    }

    [Fact]
    public async Task After_a_lost_connection_a_cancel_waits_for_its_repeated_create()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        connection.Abort();
        await Time.ArmedAsync(0.5);
        Task[] calls = CancelAndAsk(client);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        for (int i = 0; i < 2 * Pairs; i++)
        {
            await connection.ReceiveAnyAsync();
        }

        connection.Abort();
        await Time.PassAsync(1);
        connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        await ShouldCreateFirstAsync(connection);
        await Cap.Of(Task.WhenAll(calls), "the end of every call");
    }

    [Fact]
    public async Task While_a_create_waits_here_the_network_that_does_not_know_it_yet_is_asked_again()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        await connection.SendErrorAsync("UNAVAILABLE", "ctx_1", retryable: true);
        await Time.ArmedAsync(0.5);
        Time.Advance(TimeSpan.FromSeconds(0.25));

        Task<AuthenticationOutcome> cancel = client.CancelAsync("ctx_1", TestContext.Current.CancellationToken);
        string id = await connection.ReceiveInquiryAsync("cancel_context");
        await connection.SendErrorAsync("CONTEXT_NOT_FOUND", "ctx_1", retryable: false, id: id);
        await Time.ArmedAsync(0.5);
        Time.Advance(TimeSpan.FromSeconds(0.25));
        await connection.ReceiveCreateAsync();
        cancel.IsCompleted.ShouldBeFalse();

        Time.Advance(TimeSpan.FromSeconds(0.25));
        (await connection.ReceiveInquiryAsync("cancel_context")).ShouldBe(id);
        await connection.SendFailureAsync("ctx_1", "cancelled", id);
        (await Cap.Of(cancel, "the end of the cancel")).ShouldBeOfType<AuthenticationOutcome.Cancelled>();
        (await Cap.Of(pending, "the end of the call")).ShouldBeOfType<AuthenticationOutcome.Cancelled>();
    }

    [Fact]
    public async Task A_cancel_of_a_create_that_was_refused_meanwhile_says_that_there_is_none()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        Task<AuthenticationOutcome> cancel = client.CancelAsync("ctx_1", TestContext.Current.CancellationToken);
        string id = await connection.ReceiveInquiryAsync("cancel_context");
        await connection.SendErrorAsync("TERMINAL_BUSY", "ctx_1", retryable: true);
        await ShouldFailAsync(pending, BoopErrorCodes.TerminalBusy);
        await connection.SendErrorAsync("CONTEXT_NOT_FOUND", "ctx_1", retryable: false, id: id);

        await Time.PassAsync(0.5);
        (await connection.ReceiveInquiryAsync("cancel_context")).ShouldBe(id);
        await connection.SendErrorAsync("CONTEXT_NOT_FOUND", "ctx_1", retryable: false, id: id);
        await ShouldFailAsync(cancel, BoopErrorCodes.ContextNotFound);
    }

    /// <summary>Half of the cancels join the wait for a connection before their creates do, and half behind them.</summary>
    private static Task[] CancelAndAsk(BoopClient client)
    {
        var calls = new List<Task>();
        for (int i = 0; i < Pairs; i++)
        {
            Task? before = i % 2 == 0 ? client.CancelAsync($"ctx_{i}", TestContext.Current.CancellationToken) : null;
            calls.Add(Ask(client, $"ctx_{i}"));
            calls.Add(before ?? client.CancelAsync($"ctx_{i}", TestContext.Current.CancellationToken));
        }

        return [.. calls];
    }

    /// <summary>Answers as the network does: a cancel behind its create with the cancellation, any other with its ignorance.</summary>
    private static async Task ShouldCreateFirstAsync(ScriptedConnection connection)
    {
        var created = new HashSet<string>();
        for (int i = 0; i < 2 * Pairs; i++)
        {
            JsonElement message = await connection.ReceiveAnyAsync();
            string contextId = message.GetProperty("context_id").GetString()!;
            if (message.GetProperty("type").GetString() == "create_context")
            {
                created.Add(contextId).ShouldBeTrue("each is created once on one connection");
                continue;
            }

            created.ShouldContain(contextId, "a create comes before its cancel");
            await connection.SendFailureAsync(contextId, "cancelled", message.GetProperty("id").GetString());
        }
    }
}
