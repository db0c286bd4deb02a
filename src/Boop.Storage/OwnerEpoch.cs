namespace Boop.Storage;

/// <summary>Which of the successive owners of a vendor somebody is. Only the newest may append (G4).</summary>
public readonly record struct OwnerEpoch(long Value);
