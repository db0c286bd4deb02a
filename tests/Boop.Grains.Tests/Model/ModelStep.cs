namespace Boop.Grains.Tests.Model;

/// <summary>
/// One thing that can happen in the model: what, a number that says to which of several or how, and how much of what follows happens at once.
/// </summary>
internal readonly record struct ModelStep(ModelMove Move, int Choice, int Pace);
