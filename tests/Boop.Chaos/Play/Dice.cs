namespace Boop.Chaos.Play;

/// <summary>Chance by seed: each actor has its own, so that what one does moves no other.</summary>
internal sealed class Dice(int seed, string actor)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(Mix(seed, actor));

    public bool Happens(double probability) => Draw() < probability;

    public TimeSpan Between(double leastSeconds, double mostSeconds) => TimeSpan.FromSeconds(leastSeconds + (Draw() * (mostSeconds - leastSeconds)));

    /// <summary>From zero on, below the limit.</summary>
    public int Below(int limit) => (int)(Draw() * limit);

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>A pause whose length forgets how long it has lasted, as arrivals do.</summary>
    public TimeSpan Around(double meanSeconds) => TimeSpan.FromSeconds(-Math.Log(1 - Draw()) * meanSeconds);

    private static int Mix(int seed, string actor)
    {
        uint hash = 2166136261 ^ (uint)seed;
        foreach (char character in actor)
            hash = (hash ^ character) * 16777619;
        return (int)hash;
    }

    private double Draw()
    {
        lock (_lock)
            return _random.NextDouble();
    }
}
