using Boop.Grains.Contracts;

namespace Boop.Grains.Vendors;

/// <summary>Sessions that wait to be let in, some of them asking twice, and whether they have left meanwhile.</summary>
internal sealed class Arrivals
{
    private readonly Dictionary<SessionId, (int Asking, bool HasLeft)> _sessions = [];

    public void Begin(SessionId session)
    {
        (int asking, bool hasLeft) = _sessions.GetValueOrDefault(session);
        _sessions[session] = (asking + 1, hasLeft);
    }

    public void End(SessionId session)
    {
        (int asking, bool hasLeft) = _sessions[session];
        if (asking == 1)
            _sessions.Remove(session);
        else
            _sessions[session] = (asking - 1, hasLeft);
    }

    public void Leave(SessionId session)
    {
        if (_sessions.TryGetValue(session, out (int Asking, bool HasLeft) waiting))
            _sessions[session] = (waiting.Asking, true);
    }

    public bool HasLeft(SessionId session) => _sessions.GetValueOrDefault(session).HasLeft;
}
