using System.Collections.Concurrent;
using Boop.Grains.Contracts;

namespace Boop.Gateway.Tests.Fakes;

/// <summary>Grains that live in the test. It counts the observers that are referenced, for each must be let go of again.</summary>
internal sealed class FakeGrains : StringKeyedGrains
{
    private readonly ConcurrentDictionary<string, FakeVendorGrain> _vendors = new();
    private readonly ConcurrentDictionary<string, FakeScannerGrain> _scanners = new();
    private int _references;

    /// <summary>How many grains were ever asked for.</summary>
    public int Touched => _vendors.Count + _scanners.Count;

    public int References => Volatile.Read(ref _references);

    public FakeVendorGrain Vendor(string id) => _vendors.GetOrAdd(id, _ => new FakeVendorGrain());

    public FakeScannerGrain Scanner(string id) => _scanners.GetOrAdd(id, _ => new FakeScannerGrain());

    public override TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) =>
        typeof(TGrainInterface) == typeof(IVendorGrain) ? (TGrainInterface)(object)Vendor(primaryKey)
        : typeof(TGrainInterface) == typeof(IScannerGrain) ? (TGrainInterface)(object)Scanner(primaryKey)
        : throw new NotSupportedException();

    public override TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
    {
        Interlocked.Increment(ref _references);
        return (TGrainObserverInterface)obj;
    }

    public override void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) => Interlocked.Decrement(ref _references);
}
