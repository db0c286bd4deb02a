using Boop.Contexts;

namespace Boop.Grains.Contracts;

/// <summary>What a vendor's message asks of its grain.</summary>
[GenerateSerializer, Immutable]
public abstract record VendorCommand
{
    private VendorCommand()
    {
    }

    /// <summary>Asks for one person. <paramref name="MessageId"/> is the client's mark for direct answers.</summary>
    [GenerateSerializer, Immutable, Alias("boop.vendor.create")]
    public sealed record Create(ContextId Context, Requirements Requirements, string? MessageId) : VendorCommand;

    /// <summary>Withdraws a context; answered with the outcome that won.</summary>
    [GenerateSerializer, Immutable, Alias("boop.vendor.cancel")]
    public sealed record Cancel(ContextId Context, string? MessageId) : VendorCommand;

    /// <summary>Asks where a context stands.</summary>
    [GenerateSerializer, Immutable, Alias("boop.vendor.look")]
    public sealed record Look(ContextId Context, string? MessageId) : VendorCommand;

    /// <summary>These outcomes are handled.</summary>
    [GenerateSerializer, Immutable, Alias("boop.vendor.acknowledge")]
    public sealed record Acknowledge(IReadOnlyList<ContextId> Contexts) : VendorCommand;

    /// <summary>A message that the session answered by itself; it counts against the limit all the same.</summary>
    [GenerateSerializer, Immutable, Alias("boop.vendor.count")]
    public sealed record Count : VendorCommand
    {
        public static readonly Count One = new();
    }
}
