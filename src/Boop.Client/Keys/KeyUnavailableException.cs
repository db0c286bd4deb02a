namespace Boop.Client;

/// <summary>The application's provider gave no key. Holds nothing of what it threw: that may name the key.</summary>
internal sealed class KeyUnavailableException(string message) : Exception(message);
