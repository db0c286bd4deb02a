namespace Boop.Client.Testing.Tests;

/// <summary>The examples of docs/testing.md and of the package's README, compiled and run.</summary>
public sealed class DocumentationTests
{
    [Fact(Timeout = 20_000)]
    public async Task Somebody_pays()
    {
        await using var network = new BoopTestNetwork();
        var till = new Till(network.CreateClient());
        network.Next.Succeeds("usr_ada", new Dictionary<string, string> { ["email"] = "ada@example.com" });

        string result = await network.CompleteAsync(till.PayAsync("order-42", 2500));

        Assert.Equal("paid by usr_ada, receipt to ada@example.com", result);
        await network.ShouldHaveAcknowledgedAsync("order-42");
    }

    [Fact(Timeout = 20_000)]
    public async Task Somebody_says_no_or_nobody_comes()
    {
        await using var network = new BoopTestNetwork();
        var till = new Till(network.CreateClient());
        network.Next.Refuses("declined");
        Assert.Equal("not paid: declined", await network.CompleteAsync(till.PayAsync("order-1", 100)));

        network.Next.Expires();
        Assert.Equal("not paid: nobody came", await network.CompleteAsync(till.PayAsync("order-2", 100)));
    }

    [Fact(Timeout = 20_000)]
    public async Task Time_passes()
    {
        await using var network = new BoopTestNetwork();
        var till = new Till(network.CreateClient());
        network.Next.After(TimeSpan.FromSeconds(12)).Succeeds("usr_ada");
        Task<string> paying = till.PayAsync("order-42", 2500);

        await network.AdvanceAsync(TimeSpan.FromSeconds(11));
        Assert.False(paying.IsCompleted);
        await network.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("paid by usr_ada, receipt to nobody", await paying);
    }

    [Fact(Timeout = 20_000)]
    public async Task The_connection_breaks()
    {
        await using var network = new BoopTestNetwork();
        var till = new Till(network.CreateClient());
        network.Faults.CutAfter(BoopTestMessageTypes.CreateContext);   // it arrives, and its answers do not
        network.Next.Succeeds("usr_ada");

        Assert.StartsWith("paid", await network.CompleteAsync(till.PayAsync("order-42", 2500)));
        Assert.Equal(2, network.Connections.Count);
        Assert.Equal("order-42", Assert.Single(network.Contexts).ContextId);   // nobody was asked twice
    }

    [Fact(Timeout = 20_000)]
    public async Task The_network_answers_with_an_error()
    {
        await using var network = new BoopTestNetwork();
        var till = new Till(network.CreateClient());
        network.Next.Fails(BoopErrorCodes.TerminalBusy);
        var busy = await Assert.ThrowsAsync<BoopException>(() => network.CompleteAsync(till.PayAsync("order-42", 2500)));
        Assert.True(busy.IsTransient);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_process_dies_before_it_has_the_outcome()
    {
        await using var network = new BoopTestNetwork();
        BoopClient first = network.CreateClient();
        Task abandoned = new Till(first).PayAsync("order-42", 2500);
        await network.SettleAsync();
        await network.CompleteAsync(first.DisposeAsync().AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => abandoned);

        network.For("order-42").Succeeds("usr_ada");   // the person pays meanwhile
        BoopClient second = network.CreateClient();
        Assert.Equal("paid by usr_ada, receipt to nobody", await network.CompleteAsync(new Till(second).PayAsync("order-42", 2500)));
    }

    [Fact(Timeout = 20_000)]
    public async Task What_was_asked_and_what_is_left()
    {
        await using var network = new BoopTestNetwork();
        network.Next.Succeeds();
        await network.CompleteAsync(new Till(network.CreateClient()).PayAsync("order-42", 2500));

        BoopTestContext asked = await network.ShouldHaveCreatedAsync("order-42");
        Assert.Equal(2500, asked.Requirements.Amount);
        await network.ShouldHaveAcknowledgedAsync("order-42");
        await network.ShouldHaveNothingOpenAsync();

        await network.DisposeAsync();
        await network.ShouldHaveLeakedNothingAsync();   // no socket held, no timer armed
    }

    [Fact(Timeout = 20_000)]
    public async Task Options_carry_the_connection()
    {
        await using var network = new BoopTestNetwork();
        network.Next.Succeeds("usr_ada");
        await using var client = new BoopClient(network.Options with { OutcomeTimeout = TimeSpan.FromSeconds(50) });
        Assert.StartsWith("paid", await network.CompleteAsync(new Till(client).PayAsync("order-42", 2500)));
    }

    [Theory]
    [InlineData("testing.md")]
    [InlineData("README.md")]
    public void Every_example_of_the_pages_stands_here(string page)
    {
        string source = Flat(Read("DocumentationTests.cs") + Read("Till.cs"));
        string[] examples = [.. Read(page).Split("```csharp").Skip(1).Select(rest => rest.Split("```")[0])];
        examples.ShouldNotBeEmpty();
        foreach (string example in examples)
            source.ShouldContain(Flat(example), Case.Sensitive, example);
    }

    private static string Flat(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string Read(string name)
    {
        using Stream stream = typeof(DocumentationTests).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
