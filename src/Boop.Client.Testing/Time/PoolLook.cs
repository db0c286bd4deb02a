namespace Boop.Client.Testing;

/// <summary>The thread pool at one moment.</summary>
/// <param name="IsSteady">Whether no thread took up or laid down work of a flow while it was looked at.</param>
/// <param name="Unseen">How many busy threads are in no flow.</param>
/// <param name="Queued">How much is queued.</param>
internal readonly record struct PoolLook(bool IsSteady, int Unseen, long Queued);
