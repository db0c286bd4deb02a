using Orleans.Core;
using Orleans.Timers;

namespace Boop.Grains.Tests.Model;

/// <summary>
/// One activation of a real grain, over a runtime that does nothing by itself: the test decides when a turn runs, and when the activation dies.
/// </summary>
internal sealed class Activation : IGrainContext, IGrainRuntime, ITimerRegistry, IServiceProvider
{
    private readonly List<ModelTimer> _timers = [];
    private readonly HashSet<Action> _owed = [];
    private readonly World _world;
    private readonly Seat _seat;

    public Activation(World world, Seat seat, GrainId id, Func<Activation, Grain> create)
    {
        _world = world;
        _seat = seat;
        GrainId = id;
        GrainFactory = new ModelGrains(world, this);
        Grain = create(this);
        Deliver(() => Grain.OnActivateAsync(CancellationToken.None).Ignore(), reroute: null);
    }

    public Grain Grain { get; }

    public Mailbox Mailbox { get; } = new();

    public GrainId GrainId { get; }

    public IGrainFactory GrainFactory { get; }

    public bool IsDead { get; private set; }

    /// <summary>The directory has lost it, and it does not know.</summary>
    public bool IsSplit { get; set; }

    /// <summary>It asked not to be collected.</summary>
    public bool IsKept { get; private set; }

    /// <summary>It has heard that it is no owner any more.</summary>
    public bool KnowsItIsLost { get; set; }

    /// <summary>When the store last took it for the owner.</summary>
    public long ConfirmedAt { get; set; }

    /// <summary>When it claimed its vendor, in the order of things.</summary>
    public long ClaimedInOrder { get; set; }

    /// <summary>When it claimed its vendor.</summary>
    public DateTimeOffset ClaimedAt { get; set; }

    public Storage.OwnerEpoch? Epoch { get; set; }

    /// <summary>The store's time: however late a claim is answered, it says when that was read.</summary>
    public DateTimeOffset Now => _world.Now;

    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ModelTimer timer = new(_world.Time, () => Deliver(() => WatchAsync(callback(state, CancellationToken.None)).Ignore(), reroute: null));
        timer.Change(options.DueTime, options.Period);
        _timers.Add(timer);
        return timer;
    }

    public void Deliver(Action turn, Action? reroute) => Mailbox.Deliver(turn, reroute);

    /// <summary>A call with an answer: it fails where this activation dies before it has answered.</summary>
    public async Task AnswerAsync<T>(Func<Task<T>> call, TaskCompletionSource<T> answer)
    {
        void OnDeath() => answer.TrySetException(new SiloUnavailableException("The activation died."));
        _owed.Add(OnDeath);
        try
        {
            answer.TrySetResult(await call());
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            answer.TrySetException(fault);
        }

        _owed.Remove(OnDeath);
    }

    /// <summary>A one-way call: what it throws, nobody hears; but it must not be a fault of ours.</summary>
    public async Task WatchAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (Exception passing) when (passing is Storage.StoreUnavailableException or OrleansException or TimeoutException)
        {
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            _world.Verdict.Break($"a message failed: {fault}");
        }
    }

    /// <summary>Ends without any farewell.</summary>
    public void Die()
    {
        IsDead = true;
        Mailbox.Close();
        foreach (ModelTimer timer in _timers)
            timer.Dispose();
        foreach (Action owed in _owed.ToArray())
            owed();
    }

    public void DeactivateOnIdle(IGrainContext grainContext)
    {
        foreach (ModelTimer timer in _timers)
            timer.Dispose();
        _seat.Leave(this);
        Mailbox.Reroute();
    }

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) => IsKept = timeSpan > TimeSpan.Zero;

    public object? GetService(Type serviceType) => serviceType == typeof(IGrainRuntime) ? this : null;

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public IServiceProvider ActivationServices => this;

    public IServiceProvider ServiceProvider => this;

    public ITimerRegistry TimerRegistry => this;

    public object GrainInstance => Grain;

    public string SiloIdentity => "model";

    public object? GetComponent(Type componentType) => null;

    public object GetTarget() => Grain;

    public SiloAddress SiloAddress => throw new NotSupportedException();

    public GrainReference GrainReference => throw new NotSupportedException();

    public ActivationId ActivationId => throw new NotSupportedException();

    public GrainAddress Address => throw new NotSupportedException();

    public IGrainLifecycle ObservableLifecycle => throw new NotSupportedException();

    public IWorkItemScheduler Scheduler => throw new NotSupportedException();

    public Task Deactivated => throw new NotSupportedException();

    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext) => throw new NotSupportedException();

    public IDisposable RegisterTimer(IGrainContext grainContext, Func<object?, Task> asyncCallback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException();

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class => throw new NotSupportedException();

    public void ReceiveMessage(object message) => throw new NotSupportedException();

    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken) => DeactivateOnIdle(this);

    public void Rehydrate(IRehydrationContext context) => throw new NotSupportedException();

    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();
}
