namespace Boop.Contexts;

/// <summary>A value that the person gives to the vendor.</summary>
public sealed record ReleasedValue(AttributeName Name, string Value)
{
    public override string ToString() => $"{Name} (value withheld from text)";
}
