using Boop.Grains.Contracts;

namespace Boop.Gateway.Sessions;

/// <summary>
/// What a session knows of its grain, which may be on another node. One-way calls may be lost, and with its node a grain forgets its
/// session: so the grain is asked from time to time whether it still has this one, and how far the two have come. What had been sent
/// by one look, in either direction, has arrived by the next, or was lost. Not called by two at once.
/// </summary>
internal sealed class GrainBond(TimeProvider time)
{
    /// <summary>How long anything may be under way between two nodes that live.</summary>
    private static readonly TimeSpan Travel = TimeSpan.FromSeconds(3);

    /// <summary>How long a session outlives a grain that does not answer.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(12);

    /// <summary>How long a newcomer waits for nodes that come and go.</summary>
    private static readonly TimeSpan EntryPatience = TimeSpan.FromSeconds(7);

    private static readonly TimeSpan EntryPause = TimeSpan.FromMilliseconds(250);

    private long _answeredAt = time.GetTimestamp();
    private long _comparedAt = time.GetTimestamp();
    private long _forwarded;
    private long _told;

    /// <summary>Asks to be let in, again where the grain was on a node that has just died: it is another node's in a moment.</summary>
    public async Task<T> EnterAsync<T>(Func<Task<T>> ask)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            try
            {
                T answer = await ask();
                _answeredAt = _comparedAt = time.GetTimestamp();
                return answer;
            }
            catch (Exception passing) when (passing is OrleansException or TimeoutException && time.GetElapsedTime(start) < EntryPatience)
            {
                await Task.Delay(EntryPause, time);
            }
        }
    }

    /// <summary>Whether the session may go on.</summary>
    /// <param name="ask">Asks the grain.</param>
    /// <param name="forwarded">The last message that was handed to the grain.</param>
    /// <param name="received">The last notice behind which none is missing.</param>
    public async Task<bool> HoldsAsync(Func<Task<SessionStanding?>> ask, long forwarded, Func<long> received)
    {
        SessionStanding? answer;
        try
        {
            answer = await ask();
        }
        catch (Exception passing) when (passing is OrleansException or TimeoutException)
        {
            return time.GetElapsedTime(_answeredAt) < LongestSilence;
        }

        if (answer is not { } standing)
            return false;
        _answeredAt = time.GetTimestamp();
        if (time.GetElapsedTime(_comparedAt) < Travel)
            return true;
        bool isWhole = standing.Received >= _forwarded && received() >= _told;
        (_forwarded, _told, _comparedAt) = (forwarded, standing.Told, _answeredAt);
        return isWhole;
    }
}
