using Boop.Contexts.Lifecycle;

namespace Boop.Grains.Scanners;

/// <summary>
/// What became of this scanner's scans, so that the same scan again gets the same answer, also from the next session.
/// The oldest answers are forgotten.
/// </summary>
internal sealed class ScanRecord
{
    private const int MostRemembered = 4_096;

    private readonly Dictionary<ScanReference, ScanAnswer> _answers = [];
    private readonly Queue<ScanReference> _oldestFirst = new();

    /// <summary>Scans that are being judged, and the message id that the answer goes to.</summary>
    private readonly Dictionary<ScanReference, string?> _underWay = [];

    public IReadOnlyCollection<ScanReference> UnderWay => _underWay.Keys;

    public ScanAnswer? Find(ScanReference scan) => _answers.GetValueOrDefault(scan);

    /// <summary>False where this scan is being judged already; its answer goes to the newest asker.</summary>
    public bool Begin(ScanReference scan, string? messageId)
    {
        bool isNew = !_underWay.ContainsKey(scan);
        _underWay[scan] = messageId;
        return isNew;
    }

    /// <summary>Nobody waits any longer: whoever judged may be gone, and who asks again is to be heard.</summary>
    public void Forget() => _underWay.Clear();

    /// <summary>Records an answer and returns whom it goes to. One that says only "not now" is not recorded.</summary>
    public string? End(ScanReference scan, ScanAnswer answer)
    {
        _underWay.Remove(scan, out string? messageId);
        if (answer.Verdict is ScanVerdict.Unavailable || !_answers.TryAdd(scan, answer))
            return messageId;
        _oldestFirst.Enqueue(scan);
        if (_oldestFirst.Count > MostRemembered)
            _answers.Remove(_oldestFirst.Dequeue());
        return messageId;
    }
}
