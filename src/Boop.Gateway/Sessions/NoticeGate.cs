namespace Boop.Gateway.Sessions;

/// <summary>Holds notices until it is opened, then hands them on, always in the order in which they came.</summary>
internal sealed class NoticeGate<TNotice>(Action<TNotice> handle)
{
    private readonly Lock _lock = new();
    private List<TNotice>? _held = [];

    public void Deliver(TNotice notice)
    {
        lock (_lock)
        {
            if (_held is null)
                handle(notice);
            else
                _held.Add(notice);
        }
    }

    public void Open()
    {
        lock (_lock)
        {
            foreach (TNotice notice in _held ?? [])
                handle(notice);
            _held = null;
        }
    }
}
