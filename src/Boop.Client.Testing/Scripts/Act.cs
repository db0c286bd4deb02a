using Boop.Protocol;

namespace Boop.Client.Testing;

/// <summary>What is to become of a context.</summary>
internal abstract record Act(TimeSpan Delay)
{
    /// <summary>The person is recognised, and shares these values.</summary>
    internal sealed record Recognise(
        TimeSpan Delay, string UserId, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<Withholding> Withheld) : Act(Delay);

    /// <summary>Somebody or something says no.</summary>
    internal sealed record Refuse(TimeSpan Delay, string Reason) : Act(Delay);

    /// <summary>Nobody comes.</summary>
    internal sealed record Ignore(TimeSpan Delay) : Act(Delay);

    /// <summary>The create is answered with an error, and no context is made.</summary>
    internal sealed record Fail(TimeSpan Delay, WireError Error) : Act(Delay);
}
