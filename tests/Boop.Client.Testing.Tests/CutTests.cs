namespace Boop.Client.Testing.Tests;

/// <summary>
/// Breaks the connection before, during and after each message of either direction, while one context goes through everything that a
/// client can do with it.
/// </summary>
public sealed class CutTests : NetworkTestBase
{
    private readonly List<UnclaimedOutcome> _unclaimed = [];

    public static MatrixTheoryData<string, string> Cuts => new(
        ["before", "during", "after"],
        [
            "authenticate", "create_context", "get_context", "cancel_context", "ack", "ping",
            "authenticated", "auth_result", "context_update", "error", "pong",
        ]);

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Wherever_the_connection_breaks_each_call_ends_as_it_should_and_nothing_is_handed_over_twice(string when, string messageType)
    {
        Cut(when, messageType);
        Task reading = ReadUnclaimed();
        CancellationToken cancellation = TestContext.Current.CancellationToken;

        // Every message of the protocol is on its way once.
        Network.For("shared").After(TimeSpan.FromSeconds(12)).Succeeds("usr_1", new Dictionary<string, string> { ["email"] = "ada@example.com" });
        Task<AuthenticationOutcome> shared = Ask(new PaymentRequest(2500) { ContextId = "shared", Attributes = ["email"] });
        await Advance(3);
        Task<ContextStatus> look = Client.GetAsync("shared", cancellation);
        var succeeded = (await Complete(shared)).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        succeeded.UserId.ShouldBe("usr_1");
        succeeded.Attributes["email"].ShouldBe("ada@example.com");
        (await Complete(look)).ContextId.ShouldBe("shared");

        Task<AuthenticationOutcome> withdrawn = Ask("withdrawn");
        await Advance(3);
        AuthenticationOutcome ofCancel = await Complete(Client.CancelAsync("withdrawn", cancellation));
        ofCancel.ShouldBe(await Complete(withdrawn));

        (await Complete(Ask("expired"))).ShouldBeOfType<AuthenticationOutcome.Expired>();

        await Advance(90);
        Network.Connections.Count.ShouldBe(2, "the connection should have been cut once");
        Network.Contexts.Select(context => context.ContextId).ShouldBe(["shared", "withdrawn", "expired"], ignoreOrder: true);
        Network.Contexts.ShouldAllBe(context => context.IsAcknowledged);
        _unclaimed.ShouldBeEmpty();
        await Complete(Client.DisposeAsync().AsTask());
        await Complete(reading);
    }

    private void Cut(string when, string messageType)
    {
        switch (when)
        {
            case "before":
                Network.Faults.CutBefore(messageType);
                break;
            case "during":
                Network.Faults.CutDuring(messageType);
                break;
            default:
                Network.Faults.CutAfter(messageType);
                break;
        }
    }

    private async Task ReadUnclaimed()
    {
        await foreach (UnclaimedOutcome outcome in Client.ReadUnclaimedAsync(TestContext.Current.CancellationToken))
            _unclaimed.Add(outcome);
    }
}
