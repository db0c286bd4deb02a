using Boop.Client.Tests.Scripted;
using Microsoft.Extensions.Time.Testing;

namespace Boop.Client.Tests.Schedules;

/// <summary>
/// An application that plays a schedule, and what must hold: every await ends; what a call or the reader is handed is the network's
/// truth; the reader is given each outcome once, and none that a call had before it began to read; nothing is acknowledged that was not
/// handed over, and in the end nothing is left that was not; no cancel says that there is no context while its create waits here.
/// </summary>
internal sealed class ScheduledClient : IAsyncDisposable
{
    private const int Contexts = 3;
    private static readonly TimeSpan SurelyNotTimedOut = TimeSpan.FromSeconds(80);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ModelNetwork _network = new();
    private readonly RecordedLog _log = new(7000);
    private readonly BoopClient _client;
    private readonly List<ScheduledCall> _calls = [];
    private readonly List<Task> _ends = [];
    private readonly HashSet<string> _handedOver = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly List<string> _wrong = [];
    private CancellationTokenSource? _reading;
    private Task? _disposing;
    private volatile bool _isDisposing;

    internal ScheduledClient()
    {
        var options = new BoopClientOptions
        {
            Url = new Uri("ws://127.0.0.1:1"),
            VendorId = "ven_1",
            ApiKey = "key",
            TimeProvider = _time,
            LoggerFactory = _log,
        };
        _client = new BoopClient(options, settings => settings with { Connect = _network.ConnectAsync, Random = static () => 0.5 });
    }

    internal async Task PlayAsync(ScheduleStep step)
    {
        string contextId = $"ctx_{step.Choice % Contexts}";
        switch (step.Move)
        {
            case ScheduleMove.Create or ScheduleMove.Cancel or ScheduleMove.Look:
                Call(step.Move, contextId, isWatched: step.Choice / Contexts % 2 == 0);
                break;

            case ScheduleMove.Leave when _calls.Count > 0:
                await _calls[step.Choice % _calls.Count].Leaving.CancelAsync();
                break;

            case ScheduleMove.Read when _reading is { } reading:
                _reading = null;
                await reading.CancelAsync();
                break;

            case ScheduleMove.Read:
                Read(step.Choice % 4 == 0);
                break;

            case ScheduleMove.Decide:
                _network.Decide(contextId);
                break;

            case ScheduleMove.Fault:
                _network.Plan((NetworkFault)(step.Choice % 7));
                break;

            case ScheduleMove.Cut:
                _network.Cut();
                break;

            case ScheduleMove.Close:
                _network.Close();
                break;

            case ScheduleMove.RefuseConnections:
                _network.RefuseNext(step.Choice % 3);
                break;

            case ScheduleMove.PassTime:
                _time.Advance(TimeSpan.FromSeconds(step.Choice / 20.0));
                break;

            case ScheduleMove.Breathe:
                await BreatheAsync(step.Choice);
                break;

            case ScheduleMove.Dispose:
                // Calls may end with it before the disposal has returned its task.
                _isDisposing = true;
                _disposing ??= _client.DisposeAsync().AsTask();
                break;
        }
    }

    internal async Task FinishAsync()
    {
        _network.Calm();
        if (_disposing is null)
        {
            Read(isCareless: false);
            Task connecting = _client.ConnectAsync(CancellationToken.None);
            await UntilAsync(() => connecting.IsCompleted, "the connection");
            await UntilAsync(() => _calls.TrueForAll(HasEnded), "the end of every call", _network.DecideAll);
            await UntilAsync(() => _network.IsAllAcknowledged, "the acknowledgement of every outcome", TellAgain);
            _disposing = _client.DisposeAsync().AsTask();
        }

        await UntilAsync(() => _disposing.IsCompleted, "the end of the disposal");
        await UntilAsync(() => _ends.TrueForAll(end => end.IsCompleted), "the end of every await");
        await Task.WhenAll([_disposing, .. _ends]);
        _wrong.ShouldBeEmpty();
        _network.Strays.ShouldBeEmpty("nothing is acknowledged that was never decided");
        _network.Acknowledged.ShouldBeSubsetOf(_handedOver, "nothing is acknowledged that was not handed over");
        _log.Errors.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _log.Dispose();
        _reading?.Dispose();
    }

    private void Call(ScheduleMove move, string contextId, bool isWatched)
    {
        var call = new ScheduledCall(move, contextId, new CancellationTokenSource(), _time.GetUtcNow()) { IsWatched = isWatched };
        List<ScheduledCall> creates = _calls.FindAll(other => other.Move == ScheduleMove.Create && other.ContextId == contextId);
        _calls.Add(call);
        _ends.Add(EndAsync(call, creates));
    }

    private async Task EndAsync(ScheduledCall call, List<ScheduledCall> creates)
    {
        try
        {
            if (await AskAsync(call) is { } outcome)
            {
                Handed(call.ContextId, outcome);
            }
        }
        catch (OperationCanceledException) when (call.Leaving.IsCancellationRequested)
        {
            // The caller left.
        }
        catch (ObjectDisposedException) when (_isDisposing)
        {
            // Nobody was handed anything.
        }
        catch (BoopException exception) when (exception.Code is BoopErrorCodes.OutcomeUnknown or BoopErrorCodes.NotConnected)
        {
            Check(_time.GetUtcNow() - call.Since >= TimeSpan.FromSeconds(90), "gave up before its time");
        }
        catch (BoopException exception) when (exception.Code == BoopErrorCodes.ContextNotFound)
        {
            Check(call.Move != ScheduleMove.Create, "a create says that there is no context");
            Check(call.Move != ScheduleMove.Cancel || !creates.Exists(IsWaiting), "a cancel says that there is no context, and its create waits");
        }
        finally
        {
            lock (_gate)
            {
                call.HasEnded = true;
            }
        }
    }

    private async Task<AuthenticationOutcome?> AskAsync(ScheduledCall call) => call.Move switch
    {
        ScheduleMove.Create when call.IsWatched => await WatchAsync(call).ConfigureAwait(false),
        ScheduleMove.Create =>
            await _client.AuthenticateAsync(new EntranceRequest { ContextId = call.ContextId }, call.Leaving.Token).ConfigureAwait(false),
        ScheduleMove.Cancel => await _client.CancelAsync(call.ContextId, call.Leaving.Token).ConfigureAwait(false),
        _ => (await _client.GetAsync(call.ContextId, call.Leaving.Token).ConfigureAwait(false)).Outcome,
    };

    private async Task<AuthenticationOutcome> WatchAsync(ScheduledCall call)
    {
        var request = new EntranceRequest { ContextId = call.ContextId };
        PendingAuthentication pending = await _client.StartAsync(request, call.Leaving.Token).ConfigureAwait(false);
        await using (pending.ConfigureAwait(false))
        {
            string last = "";
            await foreach (ContextStatus status in pending.ReadProgressAsync(call.Leaving.Token).ConfigureAwait(false))
            {
                Check(status.State != last, "a state twice in a row");
                last = status.State;
            }

            Check(last is "failed" or "cancelled", "progress ended without the state that ends it");
            return await pending.WaitAsync(call.Leaving.Token).ConfigureAwait(false);
        }
    }

    private void Read(bool isCareless)
    {
        _reading = new CancellationTokenSource();
        string[] before;
        lock (_gate)
        {
            before = [.. _handedOver];
        }

        _ends.Add(ReadAsync(isCareless, before, _reading.Token));
    }

    /// <summary>A careless reader leaves at the first outcome without having dealt with it.</summary>
    private async Task ReadAsync(bool isCareless, string[] before, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (UnclaimedOutcome unclaimed in _client.ReadUnclaimedAsync(cancellationToken).ConfigureAwait(false))
            {
                Check(!before.Contains(unclaimed.ContextId), "read although it was handed over before");
                if (isCareless)
                {
                    break;
                }

                Handed(unclaimed.ContextId, unclaimed.Outcome);
                lock (_gate)
                {
                    Check(_read.Add(unclaimed.ContextId), "read twice");
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It stops reading.
        }
    }

    private void Handed(string contextId, AuthenticationOutcome outcome)
    {
        Check(outcome == _network.OutcomeOf(contextId), "handed over what the network never said");
        lock (_gate)
        {
            _handedOver.Add(contextId);
        }
    }

    private bool IsWaiting(ScheduledCall create) => !HasEnded(create) && !create.Leaving.IsCancellationRequested && !_isDisposing
        && _time.GetUtcNow() - create.Since < SurelyNotTimedOut;

    private bool HasEnded(ScheduledCall call)
    {
        lock (_gate)
        {
            return call.HasEnded;
        }
    }

    private void Check(bool isRight, string wrong)
    {
        lock (_gate)
        {
            if (!isRight)
            {
                _wrong.Add(wrong);
            }
        }
    }

    /// <summary>Lets time pass until it is so, a second at a time.</summary>
    private async Task UntilAsync(Func<bool> isSo, string what, Action? urge = null)
    {
        long since = TimeProvider.System.GetTimestamp();
        for (int round = 1; !isSo(); round++)
        {
            if (TimeProvider.System.GetElapsedTime(since) > Longest)
            {
                throw new InvalidOperationException($"Did not happen: {what}.");
            }

            _time.Advance(TimeSpan.FromSeconds(1));
            await BreatheAsync(20);
            if (round % 10 == 0)
            {
                urge?.Invoke();
            }
        }
    }

    /// <summary>What was sent last may have come behind the calls' end; what was not acknowledged is told to the next connection.</summary>
    private void TellAgain()
    {
        _network.DecideAll();
        _network.Cut();
    }

    private static async Task BreatheAsync(int turns)
    {
        for (int turn = 0; turn < turns; turn++)
        {
            await Task.Yield();
        }
    }
}
