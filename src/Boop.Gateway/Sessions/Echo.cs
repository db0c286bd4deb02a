namespace Boop.Gateway.Sessions;

/// <summary>The marks by which an answer names the message that it answers.</summary>
/// <param name="Id">The client's own mark.</param>
/// <param name="Subject">The context or the offer that the message speaks of.</param>
internal readonly record struct Echo(string? Id, string? Subject);
