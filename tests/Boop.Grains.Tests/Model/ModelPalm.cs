namespace Boop.Grains.Tests.Model;

/// <summary>What a scan of the model is of.</summary>
internal enum ModelPalm
{
    Known,
    Stranger,
    Poor,
    Broken,
}
