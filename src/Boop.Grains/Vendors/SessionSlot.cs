using Boop.Contexts;
using Boop.Contexts.Limits;
using Boop.Grains.Contracts;

namespace Boop.Grains.Vendors;

/// <summary>
/// The vendor's one session, and what outlives it: the windows of messages and takeovers.
/// Messages are numbered from 1 without a gap within one session.
/// </summary>
internal sealed class SessionSlot
{
    private const int TakeoversPerWindow = 5;

    /// <summary>Above twice the limit the session is closed; nothing beyond needs to be told apart.</summary>
    private readonly SlidingWindow _messages = new(ContextRules.LimitWindow, 2 * ContextRules.MessagesPerWindow + 1);

    private readonly SlidingWindow _takeovers = new(ContextRules.LimitWindow, TakeoversPerWindow);

    private TaskCompletionSource<bool>? _signOfLife;
    private long _lastNumber;

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
    public Live? Replace(VendorAttach attach, IVendorSession observer, DateTimeOffset now)
    {
        Live? former = Current;
        if (IsForeign(attach))
            _takeovers.Add(now);
        _signOfLife?.TrySetResult(false);
        _lastNumber = 0;
        Current = new Live(attach.Session, attach.Instance, attach.Attempt, attach.WantsProgress, observer);
        return former;
    }

    /// <summary>False where a message was lost on the way.</summary>
    public bool TryTake(long number)
    {
        bool isNext = number == _lastNumber + 1;
        _lastNumber = number;
        return isNext;
    }

    public bool Clear(SessionId session)
    {
        if (!IsCurrent(session))
            return false;
        Current = null;
        _signOfLife?.TrySetResult(false);
        return true;
    }

    /// <summary>Refuses a message, if its session is still the live one: who has left is owed nothing.</summary>
    public void Refuse(ContextId context, Refusal refusal, Asker asker)
    {
        if (IsCurrent(asker.Session))
            Current!.Observer.NotifyAsync(new VendorNotice.Refused(context, refusal, asker.MessageId)).Ignore();
    }

    /// <summary>Asks the live session for a sign of life and waits for it.</summary>
    public async Task<bool> IsAliveAsync(TimeSpan patience, TimeProvider time)
    {
        if (Current is not { } live)
            return false;
        TaskCompletionSource<bool> sign = _signOfLife ??= new TaskCompletionSource<bool>();
        await live.Observer.NotifyAsync(new VendorNotice.Probe());
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

    /// <summary>A session that is in.</summary>
    internal sealed record Live(SessionId Id, string? Instance, long? Attempt, bool WantsProgress, IVendorSession Observer);
}
