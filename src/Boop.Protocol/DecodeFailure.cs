namespace Boop.Protocol;

/// <summary>Why a frame is no message, with what an error answer needs.</summary>
/// <param name="Error">The error to answer with.</param>
public sealed record DecodeFailure(WireError Error)
{
    /// <summary>The frame's <c>type</c>, where it is a known one: the fault is then in another member.</summary>
    /// <remarks>Whether a socket may speak at all is checked after the type and before every other member.</remarks>
    public string? Type { get; init; }

    /// <summary>The frame's <c>id</c>, where it has a well-formed one.</summary>
    public string? Id { get; init; }

    /// <summary>The frame's <c>context_id</c>, where it has a well-formed one.</summary>
    public string? ContextId { get; init; }

    /// <summary>The frame's <c>offer_id</c>, where it has a well-formed one.</summary>
    public string? OfferId { get; init; }
}
