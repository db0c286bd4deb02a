using System.Diagnostics.CodeAnalysis;

namespace Boop.Protocol;

/// <summary>What a frame turned out to be: a message, a failure, or a message of a type that this version does not know.</summary>
/// <remarks>Exactly one of <see cref="IsMessage"/>, <see cref="IsFailure"/> and <see cref="IsUnknownType"/> is true.</remarks>
/// <typeparam name="TMessage">The closed set of messages of one direction of one socket.</typeparam>
public readonly struct Decoded<TMessage>
    where TMessage : class
{
    internal Decoded(TMessage message) => Message = message;

    internal Decoded(DecodeFailure failure) => Failure = failure;

    /// <summary>The message; null where there is none.</summary>
    public TMessage? Message { get; }

    /// <summary>Why the frame is no message; null where it is one, or is to be ignored.</summary>
    public DecodeFailure? Failure { get; }

    /// <summary>Whether the frame is a message.</summary>
    [MemberNotNullWhen(true, nameof(Message))]
    public bool IsMessage => Message is not null;

    /// <summary>Whether the frame is refused.</summary>
    [MemberNotNullWhen(true, nameof(Failure))]
    public bool IsFailure => Failure is not null;

    /// <summary>Whether a client must ignore the frame: well-formed, of a type that this version does not know.</summary>
    /// <remarks>Never so for what the network decodes: there an unknown type is a failure, <c>UNKNOWN_TYPE</c>.</remarks>
    public bool IsUnknownType => Message is null && Failure is null;
}
