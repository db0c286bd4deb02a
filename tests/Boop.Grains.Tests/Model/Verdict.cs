namespace Boop.Grains.Tests.Model;

/// <summary>The first promise that was seen broken. Told from within a grain's turn, where an exception would be taken for the grain's own.</summary>
internal sealed class Verdict
{
    private const int LongestStory = 200;

    private readonly List<(string What, object? Which)> _story = [];
    private string? _broken;

    /// <summary>What happened, for whoever reads a failure.</summary>
    public void Tell(string what, object? which = null) => _story.Add((what, which));

    public void Require(bool isKept, string promise)
    {
        if (!isKept)
            Break(promise);
    }

    public void Break(string promise) =>
        _broken ??= $"{promise}{Environment.NewLine}{string.Join(Environment.NewLine, _story.TakeLast(LongestStory).Select(it => $"  {it.What} {it.Which}"))}";

    public void ThrowIfBroken()
    {
        if (_broken is not null)
            throw new InvalidOperationException($"Broken: {_broken}");
    }
}
