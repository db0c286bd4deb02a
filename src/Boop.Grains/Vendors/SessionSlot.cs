using Boop.Contexts;
using Boop.Contexts.Limits;
using Boop.Grains.Contracts;

namespace Boop.Grains.Vendors;

/// <summary>
/// The vendor's one session, and what outlives it: the windows of messages and takeovers.
/// </summary>
internal sealed class SessionSlot
{
    private const int TakeoversPerWindow = 5;

    /// <summary>Above twice the limit the session is closed; nothing beyond needs to be told apart.</summary>
    private readonly SlidingWindow _messages = new(ContextRules.LimitWindow, 2 * ContextRules.MessagesPerWindow + 1);

    private readonly SlidingWindow _takeovers = new(ContextRules.LimitWindow, TakeoversPerWindow);

    private TaskCompletionSource<bool>? _signOfLife;

    public Live? Current { get; private set; }

    public bool IsCurrent(SessionId session) => Current?.Id == session;

    /// <summary>Whether the newest message is one too many.</summary>
    public bool IsOverMessageLimit(DateTimeOffset now) => _messages.Count(now) > ContextRules.MessagesPerWindow;

    /// <summary>How long until one more message is within the limit; zero if it is so now.</summary>
    public TimeSpan UntilMessageAllowed(DateTimeOffset now) => _messages.TimeUntilBelow(ContextRules.MessagesPerWindow, now);

    /// <summary>How long until one more takeover is allowed without asking the live session.</summary>
    public TimeSpan UntilTakeoverAllowed(DateTimeOffset now) => _takeovers.TimeUntilBelow(TakeoversPerWindow, now);

    public void CountMessage(DateTimeOffset now) => _messages.Add(now);

    public IReadOnlyList<int> MessageAges(DateTimeOffset now) =>
        [.. _messages.Times(now).Select(at => (int)(now - at).TotalMilliseconds)];

    /// <summary>Whether the newcomer is another process than the live session's.</summary>
    public bool IsForeign(VendorAttach attach) => Current is { } live && (attach.Instance is null || attach.Instance != live.Instance);

    /// <summary>Whether the live session is a later connection of the newcomer's own process.</summary>
    public bool IsOutdated(VendorAttach attach) =>
        Current is { } live && !IsForeign(attach) && attach.Attempt is { } attempt && live.Attempt is { } later && attempt < later;

    /// <summary>Lets the newcomer in and returns whom it replaced.</summary>
    public Live? Replace(VendorAttach attach, IVendorSession observer, IDisposable watch, DateTimeOffset now)
    {
        Live? former = Current;
        if (IsForeign(attach))
            _takeovers.Add(now);
        _signOfLife?.TrySetResult(false);
        former?.Watch.Dispose();
        Current = new Live(attach, observer, watch);
        return former;
    }

    public bool Clear(SessionId session)
    {
        if (!IsCurrent(session))
            return false;
        Current?.Watch.Dispose();
        Current = null;
        _signOfLife?.TrySetResult(false);
        return true;
    }

    /// <summary>Refuses a message, if its session is still the live one: who has left is owed nothing.</summary>
    public void Refuse(ContextId context, Refusal refusal, Asker asker)
    {
        if (IsCurrent(asker.Session))
            Current!.Tell(new VendorNotice.Refused(context, refusal, asker.MessageId));
    }

    /// <summary>Asks the live session for a sign of life and waits for it.</summary>
    public async Task<bool> IsAliveAsync(TimeSpan patience, TimeProvider time)
    {
        if (Current is not { } live)
            return false;
        TaskCompletionSource<bool> sign = _signOfLife ??= new TaskCompletionSource<bool>();
        live.Tell(new VendorNotice.Probe());
        try
        {
            return await sign.Task.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            _signOfLife = null;
        }
    }

    public void GiveSignOfLife(SessionId session)
    {
        if (IsCurrent(session))
            _signOfLife?.TrySetResult(true);
    }

    /// <summary>A session that is in. Messages and notices are numbered from 1 without a gap within it.</summary>
    internal sealed class Live(VendorAttach attach, IVendorSession observer, IDisposable watch)
    {
        public SessionId Id => attach.Session;

        public string? Instance => attach.Instance;

        public long? Attempt => attach.Attempt;

        public bool WantsProgress => attach.WantsProgress;

        /// <summary>Tells of the end of the node where its socket is.</summary>
        public IDisposable Watch => watch;

        public Sequence<VendorCommand> Messages { get; } = new();

        /// <summary>How many notices it was sent.</summary>
        public long Told { get; private set; }

        public void Tell(VendorNotice notice) => observer.NotifyAsync(notice with { Number = ++Told }).Ignore();
    }
}
