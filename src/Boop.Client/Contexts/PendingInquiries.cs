namespace Boop.Client;

/// <summary>The cancels and looks that wait for answers, by their ids.</summary>
internal sealed class PendingInquiries
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PendingInquiry> _waiting = new(StringComparer.Ordinal);

    internal bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count == 0;
            }
        }
    }

    internal void Add(PendingInquiry inquiry)
    {
        lock (_gate)
        {
            _waiting.Add(inquiry.Id, inquiry);
        }
    }

    internal void Remove(PendingInquiry inquiry)
    {
        lock (_gate)
        {
            _waiting.Remove(inquiry.Id);
        }
    }

    /// <summary>Which inquiry a message answers; null for none.</summary>
    internal PendingInquiry? Find(string? id)
    {
        lock (_gate)
        {
            return id is null ? null : _waiting.GetValueOrDefault(id);
        }
    }

    /// <summary>Whatever was sent may not have arrived.</summary>
    internal void LinkLost()
    {
        lock (_gate)
        {
            foreach (PendingInquiry inquiry in _waiting.Values)
            {
                inquiry.Deliver(InquiryReply.LinkLost.Instance);
            }
        }
    }
}
