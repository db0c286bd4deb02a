using Boop.Contexts;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests.Model;

/// <summary>One session of the vendor as the gateway would hold it, and what it has been told.</summary>
internal sealed class ModelVendor(World world, string? instance, bool wantsProgress)
{
    private readonly Dictionary<string, VendorAsk> _asks = [];
    private long _number;
    private long _received;

    public SessionId Session { get; } = SessionId.New();

    public bool WantsProgress => wantsProgress;

    /// <summary>The activation that it came to.</summary>
    public Activation? Speaker { get; private set; }

    /// <summary>When it came there.</summary>
    public long ArrivedAt { get; private set; }

    /// <summary>The activation that let it in.</summary>
    public Activation? AttachedTo { get; private set; }

    /// <summary>Its owner told it that it is over, refused it, or died with it.</summary>
    public bool IsEnded { get; set; }

    /// <summary>It went by itself.</summary>
    public bool HasLeft { get; private set; }

    public bool IsOpen => AttachedTo is not null && !IsEnded && !HasLeft;

    /// <summary>When a message reached its owner before which one was lost.</summary>
    public DateTimeOffset? GapAt { get; private set; }

    public bool WasProbed { get; set; }

    /// <summary>Contexts whose outcome it was told, and when.</summary>
    public Dictionary<ContextId, long> Told { get; } = [];

    /// <summary>Contexts whose terminal update it was told unasked.</summary>
    public HashSet<ContextId> Ended { get; } = [];

    /// <summary>Contexts that were acknowledged before it came.</summary>
    public IReadOnlySet<ContextId> Former { get; private set; } = new HashSet<ContextId>();

    /// <summary>Outcomes that have not left its outbox.</summary>
    public int Unconfirmed { get; set; }

    public IEnumerable<VendorAsk> Asks => _asks.Values;

    public VendorAsk? Find(string id) => _asks.GetValueOrDefault(id);

    public void Attach() => world.Outside(() => EnterAsync(world.Vendor.CallAsync(owner =>
    {
        Speaker = owner;
        ArrivedAt = world.Next();
        Former = world.Writings.Acknowledged(owner).ToHashSet();
        return ((IVendorGrain)owner.Grain).AttachAsync(new VendorAttach(Session, instance, null, wantsProgress), new Ear(world, this, owner));
    })).Ignore());

    public void Send(VendorCommand command)
    {
        string id = $"m{_asks.Count}";
        command = command switch
        {
            VendorCommand.Create create => create with { MessageId = id },
            VendorCommand.Cancel cancel => cancel with { MessageId = id },
            VendorCommand.Look look => look with { MessageId = id },
            _ => command,
        };
        VendorAsk? ask = command is VendorCommand.Acknowledge or VendorCommand.Count ? null : new VendorAsk(id, command);
        if (ask is not null)
            _asks.Add(id, ask);
        long number = ++_number;
        Send(owner =>
        {
            world.Verdict.Tell("receives", $"{Session.Value[..8]} {command}");
            bool isLive = AttachedTo == owner && !IsEnded;
            if (isLive && number == _received + 1)
                Received(owner, ask, command);
            else if (isLive && number > _received)
                GapAt ??= owner.Now;
            if (number == _received + 1)
                _received = number;
            return ((IVendorGrain)owner.Grain).ReceiveAsync(Session, number, command);
        });
    }

    public void SkipNumber() => _number++;

    public void Confirm()
    {
        int outcomes = Unconfirmed;
        Unconfirmed = 0;
        if (outcomes > 0)
            Send(owner => ((IVendorGrain)owner.Grain).SentAsync(Session, outcomes));
    }

    public void GiveSignOfLife()
    {
        WasProbed = false;
        Send(owner => ((IVendorGrain)owner.Grain).AliveAsync(Session));
    }

    public void Leave()
    {
        HasLeft = true;
        Send(owner =>
        {
            IsEnded |= AttachedTo == owner;
            return ((IVendorGrain)owner.Grain).DetachAsync(Session);
        });
    }

    public void EndWith(Activation dead) => IsEnded |= AttachedTo == dead;

    /// <summary>Beside an owner that the directory has lost, it goes on speaking to it.</summary>
    private void Send(Func<Activation, Task> message)
    {
        if (AttachedTo is { IsSplit: true, IsDead: false } owner)
            world.Vendor.Send(owner, message);
        else
            world.Vendor.Send(message);
    }

    private void Received(Activation owner, VendorAsk? ask, VendorCommand command)
    {
        world.Writings.Receives(owner, command);
        if (ask is null)
            return;
        ask.ReceivedAt = world.Next();
        ask.ReceivedAtTime = owner.Now;
        ask.Troubles = world.Writings.IsAccepting(owner, ask.Context) ? 0 : world.Store.Troubles;
        ask.Window = command is VendorCommand.Create ? world.Writings.Window(owner) : [];
        ask.IsWindowOpen = world.Writings.IsAccepting(owner);
        ask.WasStored = world.Store.Rows.Find(ask.Context) is not null;
        ask.WasConflict = command is VendorCommand.Create create && world.Writings.Conflicts(owner, create.Context, create.Requirements);
    }

    private async Task EnterAsync(Task<AttachAnswer> attaching)
    {
        try
        {
            AttachAnswer answer = await attaching;
            if (answer is AttachAnswer.Attached && Speaker is { IsDead: false })
                AttachedTo = Speaker;
            else
                IsEnded = true;
            world.Verdict.Tell("enters", $"{Session.Value[..8]} {answer}");
        }
        catch (Exception refused) when (refused is OrleansException or Storage.StoreUnavailableException)
        {
            IsEnded = true;
        }
    }

    /// <summary>What the session hears, and from whom.</summary>
    private sealed class Ear(World world, ModelVendor session, Activation owner) : IVendorSession
    {
        public Task NotifyAsync(VendorNotice notice)
        {
            world.Telling.Tells(owner, session, notice);
            session.IsEnded |= notice is VendorNotice.Replaced or VendorNotice.Lost;
            session.WasProbed |= notice is VendorNotice.Probe;
            return Task.CompletedTask;
        }
    }
}
