namespace Boop.Storage.Tests;

/// <summary>A host whose wall clock can be set, apart from its monotonic clock.</summary>
internal sealed class SteppingTime(DateTimeOffset start) : TimeProvider
{
    private TimeSpan _elapsed;
    private TimeSpan _stepped;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Step(TimeSpan step) => _stepped += step;

    public void Advance(TimeSpan elapsed) => _elapsed += elapsed;

    public override DateTimeOffset GetUtcNow() => start + _stepped + _elapsed;

    public override long GetTimestamp() => _elapsed.Ticks;
}
