using Boop.Grains.Contracts;

namespace Boop.Gateway.Sessions;

/// <summary>Whether the grain let a session in.</summary>
/// <typeparam name="TOut">The closed set of messages to the client.</typeparam>
internal abstract record Admission<TOut>
    where TOut : class
{
    private Admission()
    {
    }

    /// <summary>It is in.</summary>
    /// <param name="Greeting">Its first frame.</param>
    /// <param name="MessageAgesMs">How long ago the messages came that count against its limit.</param>
    public sealed record Admitted(TOut Greeting, IReadOnlyList<int> MessageAgesMs) : Admission<TOut>;

    /// <summary>A later connection of the same client is there already.</summary>
    public sealed record Outdated : Admission<TOut>;

    /// <summary>Not now.</summary>
    public sealed record Refused(Refusal Refusal) : Admission<TOut>;
}
