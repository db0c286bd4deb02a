using Boop.Testing;

namespace Boop.Client.Testing.Tests;

/// <summary>A client on a test network. No test may log an error, hand over an outcome twice, or leave anything behind.</summary>
public abstract class NetworkTestBase : IAsyncLifetime
{
    private BoopClient? _client;

    internal CheckedLogs Logs { get; } = new();

    public BoopTestNetwork Network { get; protected set; } = new();

    public BoopClient Client => _client ??= Network.CreateClient(Configure);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Cap.Within(Network.DisposeAsync().AsTask(), "the network was disposed of");
        await Network.ShouldHaveLeakedNothingAsync();
        Logs.AllText.ShouldNotContain("sk_test_key");
        Logs.Dispose();
        GC.SuppressFinalize(this);
    }

    protected virtual BoopClientOptions Configure(BoopClientOptions options) => options with { LoggerFactory = Logs };

    protected Task<AuthenticationOutcome> Ask(string contextId = "ctx_1") => Ask(new PaymentRequest(2500) { ContextId = contextId });

    protected Task<AuthenticationOutcome> Ask(AuthenticationRequest request) =>
        Client.AuthenticateAsync(request, TestContext.Current.CancellationToken);

    protected Task<T> Complete<T>(Task<T> task) => Cap.Within(Network.CompleteAsync(task), "the task ended");

    /// <summary>A task that needs no more time.</summary>
    protected static Task<T> Ended<T>(Task<T> task)
    {
        task.IsCompleted.ShouldBeTrue("The task should have ended by now.");
        return task;
    }

    protected Task Complete(Task task) => Cap.Within(Network.CompleteAsync(task), "the task ended");

    protected Task Advance(double seconds) => Cap.Within(Network.AdvanceAsync(TimeSpan.FromSeconds(seconds)), "time passed");

    protected Task Connect() => Complete(Client.ConnectAsync(TestContext.Current.CancellationToken));

    protected async Task<BoopException> ShouldFail(Task task, string code)
    {
        BoopException exception = await Should.ThrowAsync<BoopException>(() => Complete(task));
        exception.Code.ShouldBe(code);
        return exception;
    }
}
