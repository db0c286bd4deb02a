using Boop.Contexts;
using Boop.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Boop.Chaos.Server;

/// <summary>The planted bugs, each a faulty part over the server's own.</summary>
internal static class Bugs
{
    public static readonly IReadOnlyDictionary<string, Action<IServiceCollection>> All = new SortedDictionary<string, Action<IServiceCollection>>
    {
        ["no-redelivery"] = Store(inner => new FaultyStore(inner)
        {
            OnClaim = claim => claim with { Unsettled = [.. claim.Unsettled.Where(context => context.Outcome is null)] },
        }),
        ["deadline-reset"] = Store(inner => new FaultyStore(inner)
        {
            OnClaim = claim => claim with { Unsettled = [.. claim.Unsettled.Select(context => Prolong(context, claim.Now))] },
        }),
        ["window-refilled"] = Store(inner => new FaultyStore(inner) { OnClaim = claim => claim with { RecentAcceptances = [] } }),
        ["two-outcomes"] = Store(inner => new FaultyStore(inner)
        {
            OnFind = context => context.Outcome is Outcome.Succeeded told ? context with { Outcome = new Outcome.Expired(told.DecidedAt) } : context,
        }),
        ["erased-early"] = Journal(inner => new ErasingJournal(inner)),
        ["told-early"] = Journal(inner => new HastyJournal(inner)),
        ["batch-mates"] = services => Journal(inner => new SharedFateJournal(inner, Registered<IContextStore>(services), TimeProvider.System))(services),
        ["stale-owner"] = services =>
        {
            Store(inner => new FaultyStore(inner) { IsAlwaysOwner = true })(services);
            Journal(inner => new UnfencedJournal(inner))(services);
        },
    };

    private static StoredContext Prolong(StoredContext context, DateTimeOffset now) =>
        context.Outcome is null ? context with { Deadline = now + (context.Deadline - context.AcceptedAt) } : context;

    private static Action<IServiceCollection> Store(Func<IContextStore, IContextStore> decorate) => services => Replace(services, decorate);

    private static Action<IServiceCollection> Journal(Func<IVendorJournal, IVendorJournal> decorate) => services => Replace(services, decorate);

    private static void Replace<T>(IServiceCollection services, Func<T, T> decorate)
        where T : class =>
        services.AddSingleton(decorate(Registered<T>(services)));

    private static T Registered<T>(IServiceCollection services)
        where T : class =>
        (T)services.Single(service => service.ServiceType == typeof(T)).ImplementationInstance!;
}
