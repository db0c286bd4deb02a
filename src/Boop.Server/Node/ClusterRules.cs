using Orleans.Configuration;

namespace Boop.Server.Node;

/// <summary>
/// How soon a node is missed. A context lives for 30 s, and a node that dies must cost less than a third of that; a node that is merely slow
/// must not be given up. docs/decisions/0009 says why these numbers.
/// </summary>
internal static class ClusterRules
{
    private const int MissedProbes = 3;
    private const int Votes = 2;
    private const int MissedLifeSigns = 3;

    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestProbe = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan VoteLife = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LifeSign = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TableRefresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestJoin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(2);

    public static void Apply(ClusterMembershipOptions members)
    {
        members.ProbeTimeout = Probe;
        members.MinProbeTimeout = Probe;
        members.MaxProbeTimeout = LongestProbe;
        members.NumMissedProbesLimit = MissedProbes;
        members.NumVotesForDeathDeclaration = Votes;
        members.DeathVoteExpirationTimeout = VoteLife;
        members.IAmAliveTablePublishTimeout = LifeSign;
        members.NumMissedTableIAmAliveLimit = MissedLifeSigns;
        members.TableRefreshTimeout = TableRefresh;
        members.MaxJoinAttemptTime = LongestJoin;
        members.DefunctSiloExpiration = TimeSpan.FromDays(1);
        members.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
    }

    public static void Apply(ConnectionOptions connections) => connections.OpenConnectionTimeout = Connect;
}
