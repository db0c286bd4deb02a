using Boop.Gateway.Tests.Fakes;
using Boop.Grains.Contracts;

namespace Boop.Gateway.Tests.Network;

/// <summary>The network's real grains under the names of one world.</summary>
internal sealed class WorldGrains(IGrainFactory grains, WorldNames names) : StringKeyedGrains
{
    private int _references;

    public int References => Volatile.Read(ref _references);

    /// <summary>From now on the code behind the socket throws where it hands on a context.</summary>
    public bool IsFaulty { get; set; }

    public IVendorGrain Vendor => grains.GetGrain<IVendorGrain>(names.Vendor.Value);

    public override TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) =>
        typeof(TGrainInterface) == typeof(IVendorGrain)
            ? (TGrainInterface)(object)new FaultyVendorGrain(Vendor, () => IsFaulty)
            : grains.GetGrain<TGrainInterface>(names.InStore(primaryKey), grainClassNamePrefix);

    public override TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
    {
        Interlocked.Increment(ref _references);
        return grains.CreateObjectReference<TGrainObserverInterface>(obj);
    }

    public override void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
    {
        Interlocked.Decrement(ref _references);
        grains.DeleteObjectReference<TGrainObserverInterface>(obj);
    }
}
