namespace Boop.Client.Testing;

/// <summary>All frames of a network. Its owner's lock guards it.</summary>
internal sealed class FrameLog
{
    private readonly List<BoopTestFrame> _frames = [];

    internal IReadOnlyList<BoopTestFrame> Frames => [.. _frames];

    internal void Add(BoopTestFrame frame) => _frames.Add(frame);
}
