namespace Boop.Grains.Tests.Model;

/// <summary>What is there before the first step.</summary>
internal enum ModelStart
{
    Nobody,
    Connected,

    /// <summary>Almost as many contexts within the last minute as may be.</summary>
    FullWindow,

    /// <summary>More outcomes to deliver than a socket takes at once.</summary>
    ManyOutcomes,
}
