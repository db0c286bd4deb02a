using Boop.Protocol;

namespace Boop.Gateway.Sessions;

/// <summary>One frame, decoded where it was read.</summary>
/// <param name="Content">What it turned out to be.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="ReadAt">When it was read, as the clock's timestamp.</param>
internal readonly record struct Incoming<TIn>(Decoded<TIn> Content, int Size, long ReadAt)
    where TIn : class;
