using Boop.Links;

namespace Boop.Client;

/// <summary>What every call of a client shares.</summary>
internal sealed record CallServices(PendingCalls Calls, LinkKeeper Keeper, LinkSettings Settings, Pacer Pacer);
