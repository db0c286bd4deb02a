using Boop.Chaos.Observations;

namespace Boop.Chaos.Evidence;

/// <summary>Everything that was said of one context.</summary>
internal sealed class ContextTrace(string id)
{
    public string Id => id;

    /// <summary>Whose socket it was spoken of on.</summary>
    public string? Vendor { get; set; }

    public List<Observation.Frame> Creates { get; } = [];

    public List<ToldOutcome> Told { get; } = [];

    /// <summary>Errors that name it and are no outcome.</summary>
    public List<Observation.Frame> Errors { get; } = [];

    /// <summary>Cancels and looks.</summary>
    public List<Observation.Frame> Inquiries { get; } = [];

    public List<Observation.Frame> Updates { get; } = [];

    public List<Observation.Frame> Acks { get; } = [];

    public List<Observation.Frame> Offers { get; } = [];

    public List<ScanTrace> Scans { get; } = [];

    public List<Observation.Handed> Handed { get; } = [];

    /// <summary>Everything of it that was on the wire, in order.</summary>
    public List<Observation.Frame> Frames { get; } = [];

    public bool IsAcknowledgedBefore(TimeSpan at) => Acks.Exists(ack => ack.At < at);
}
