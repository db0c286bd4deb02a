namespace Boop.Contexts.Tests.Lifecycle;

/// <summary>One thing that can happen in the model: what, and a number that says to which of several or how.</summary>
internal readonly record struct ModelStep(ModelMove Move, int Choice);
