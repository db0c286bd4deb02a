namespace Boop.Grains.Contracts;

/// <summary>Whether a session was let in.</summary>
[GenerateSerializer, Immutable]
public abstract record AttachAnswer
{
    private AttachAnswer()
    {
    }

    /// <summary>It is the session now.</summary>
    /// <param name="MessageAgesMs">How long ago the messages of the last 60 s came, this one included, newest last.</param>
    [GenerateSerializer, Immutable, Alias("boop.attach.in")]
    public sealed record Attached(IReadOnlyList<int> MessageAgesMs) : AttachAnswer;

    /// <summary>A later connection of the same instance is there already.</summary>
    [GenerateSerializer, Immutable, Alias("boop.attach.outdated")]
    public sealed record Outdated : AttachAnswer;

    /// <summary>Not now; the client may come back.</summary>
    [GenerateSerializer, Immutable, Alias("boop.attach.refused")]
    public sealed record Refused(Refusal Refusal) : AttachAnswer;
}
