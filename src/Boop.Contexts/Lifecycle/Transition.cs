using System.Collections.Immutable;

namespace Boop.Contexts.Lifecycle;

/// <summary>What an event makes of a context.</summary>
public readonly record struct Transition(ContextState State, ImmutableArray<ContextEffect> Effects)
{
    internal Transition With(params ReadOnlySpan<ContextEffect> effects) => this with { Effects = Effects.AddRange(effects) };
}
