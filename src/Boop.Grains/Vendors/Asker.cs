using Boop.Grains.Contracts;

namespace Boop.Grains.Vendors;

/// <summary>Who waits for an answer: a message of a session.</summary>
internal readonly record struct Asker(SessionId Session, string? MessageId);
