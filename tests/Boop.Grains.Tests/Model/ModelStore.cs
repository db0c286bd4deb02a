using Boop.Storage;

namespace Boop.Grains.Tests.Model;

/// <summary>
/// A store whose every answer waits until the test lets it come, or fail, or die with whoever asked.
/// Appends of one owner are applied in their order; what is read is read when it is answered.
/// </summary>
internal sealed class ModelStore
{
    private readonly List<StoreCall> _waiting = [];

    public VendorRows Rows { get; } = new();

    public bool IsDown { get; set; }

    public bool IsHeld { get; set; }

    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>How often an answer failed or was late.</summary>
    public long Troubles { get; private set; }

    /// <summary>When that was last.</summary>
    public DateTimeOffset TroubledAt { get; private set; }

    public void Trouble(DateTimeOffset now)
    {
        Troubles++;
        TroubledAt = now;
    }

    public Task<T> Call<T>(Activation by, bool isAppend, Func<T> perform, Func<T> refuse)
    {
        TaskCompletionSource<T> answer = new();
        _waiting.Add(new StoreCall(
            by,
            isAppend,
            Answer: () => answer.SetResult(perform()),
            Perform: () => perform(),
            Fail: () =>
            {
                try
                {
                    answer.SetResult(refuse());
                }
                catch (StoreUnavailableException unavailable)
                {
                    answer.SetException(unavailable);
                }
            }));
        return answer.Task;
    }

    public bool IsAwaitedBy(Activation activation) => _waiting.Exists(call => call.By == activation);

    public bool AnswerOne(int choice, bool fails = false)
    {
        if (_waiting.Count == 0)
            return false;
        StoreCall call = _waiting[choice % _waiting.Count];
        if (call.IsAppend)
            call = _waiting.First(other => other.IsAppend && other.By == call.By);
        _waiting.Remove(call);
        if (fails || IsDown)
        {
            Trouble(call.By.Now);
            call.Fail();
        }
        else
        {
            call.Answer();
        }

        return true;
    }

    /// <summary>Whoever asked is dead. Of what it was writing, so much became durable.</summary>
    public void Abandon(Activation by, int durable)
    {
        foreach (StoreCall call in _waiting.Where(call => call.By == by && call.IsAppend).Take(IsDown ? 0 : durable))
            call.Perform();
        _waiting.RemoveAll(call => call.By == by);
    }

    private sealed record StoreCall(Activation By, bool IsAppend, Action Answer, Action Perform, Action Fail);
}
