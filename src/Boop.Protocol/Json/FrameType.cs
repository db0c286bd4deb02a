namespace Boop.Protocol.Json;

/// <summary>One row of a direction's table: a <c>type</c> and how its other members are read.</summary>
/// <param name="Name">The <c>type</c> on the wire.</param>
/// <param name="Read">Reads the members; what it returns counts only if the fields are all good.</param>
/// <param name="HasSubject">Whether it must say of which context or offer it speaks; checked before every other member.</param>
internal sealed record FrameType<TMessage>(byte[] Name, FrameType<TMessage>.Reader Read, bool HasSubject = false)
{
    internal delegate TMessage Reader(ref FieldReader fields);
}
