using Boop.Contexts;

namespace Boop.Grains.Contracts;

/// <summary>A scan on its way from the scanner's grain to the vendor's.</summary>
[GenerateSerializer, Immutable, Alias("boop.scan-submission")]
public sealed record ScanSubmission(OfferId Offer, int Attempt, PalmCapture Capture);
