using System.Diagnostics.CodeAnalysis;

namespace Boop.Grains.Contracts;

/// <summary>
/// The reader's end of a numbered stream of one-way calls: hands on each once, in order from 1. Two nodes may have two connections
/// between them, on which neighbours pass one another: what comes early is kept until its turn.
/// </summary>
/// <typeparam name="T">What is numbered.</typeparam>
public sealed class Sequence<T>
{
    private readonly Dictionary<long, T> _early = [];

    /// <summary>The last one that was handed on.</summary>
    public long Last { get; private set; }

    /// <summary>Something has come before its turn: what is missing is late or lost.</summary>
    public bool HasGap => _early.Count > 0;

    /// <summary>True where it is this one's turn now; whoever takes it then asks for what was waiting behind it.</summary>
    public bool TryTake(long number, T item)
    {
        if (number == Last + 1)
        {
            Last = number;
            return true;
        }

        if (number > Last)
            _early.TryAdd(number, item);
        return false;
    }

    /// <summary>The next of those that came early, if it is its turn.</summary>
    public bool TryNext([MaybeNullWhen(false)] out T item)
    {
        if (!_early.Remove(Last + 1, out item))
            return false;
        Last++;
        return true;
    }
}
