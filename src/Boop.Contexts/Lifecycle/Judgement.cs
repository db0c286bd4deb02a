namespace Boop.Contexts.Lifecycle;

/// <summary>What identification and consent say of a scan.</summary>
public abstract record Judgement
{
    private Judgement()
    {
    }

    /// <summary>Nothing could be read from it.</summary>
    public sealed record PoorQuality : Judgement;

    /// <summary>It is no template of a format that is known: the scanner's fault, not the person's.</summary>
    public sealed record Unreadable : Judgement;

    /// <summary>It resembles nobody, or more than one.</summary>
    public sealed record NotRecognised : Judgement;

    /// <summary>Nobody could look: the store or the gallery is away.</summary>
    public sealed record Unavailable : Judgement;

    /// <summary>A person is recognised, and this follows.</summary>
    public sealed record Conclusive(Outcome Outcome) : Judgement;
}
