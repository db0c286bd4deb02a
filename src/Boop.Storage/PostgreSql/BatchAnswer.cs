namespace Boop.Storage.PostgreSql;

/// <summary>What a batch that is durable did of one of its items.</summary>
/// <param name="Append">What became of an append.</param>
/// <param name="Epoch">What a claim won; null where it could not be had.</param>
internal readonly record struct BatchAnswer(AppendAnswer Append, long? Epoch)
{
    /// <summary>Reads the letter that <c>write_batch</c> has for it.</summary>
    public static BatchAnswer Read(char letter, long? epoch) => new(
        letter switch
        {
            'w' => AppendAnswer.Written,
            'c' => AppendAnswer.Conflict,
            'f' => AppendAnswer.Fenced,
            'b' => AppendAnswer.Unavailable,
            _ => throw new InvalidOperationException("The database answers with a letter that nobody knows."),
        },
        epoch);
}
