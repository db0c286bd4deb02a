namespace Boop.Storage.PostgreSql;

/// <summary>Where a test stands in for a connection that fails.</summary>
internal sealed record BatchSeams
{
    /// <summary>Runs in place of each batch, which it gets.</summary>
    public Func<Func<Task>, Task>? Write { get; init; }
}
