using Boop.Grains.Contracts;

namespace Boop.Grains.Vendors;

/// <summary>A create whose sender still waits to hear whether the context is durable.</summary>
internal readonly record struct PendingCreate(SessionId Session, string? MessageId);
