using System.Text.Json;
using Boop.Cluster.Tests.Nodes;

namespace Boop.Cluster.Tests;

/// <summary>Two networks, each with a database of its own in one PostgreSQL server.</summary>
public sealed class TwoNetworksTests(ThreeNodes nodes) : ClusterTest(nodes)
{
    private const string Active = "SELECT count(*) FROM members WHERE status = 3";
    private const string Id = "SELECT cluster_id FROM member_versions";

    [Fact]
    public async Task They_do_not_mix()
    {
        string folder = Directory.CreateTempSubdirectory("boop-other-").FullName;
        string database = await Nodes.PostgreSql.CreateDatabaseAsync();
        ClusterNode other = new("other", folder, database, advertisedPort: null);
        try
        {
            other.Start();
            await other.BecomesReadyAsync();
            (await Nodes.PostgreSql.ScalarAsync(Active, database)).ShouldBe(1L);
            (await Nodes.PostgreSql.ScalarAsync(Active, Nodes.ConnectionString)).ShouldBe(3L);
            (await Nodes.PostgreSql.ScalarAsync(Id, database)).ShouldNotBe(await Nodes.PostgreSql.ScalarAsync(Id, Nodes.ConnectionString));
            (VendorWire stranger, JsonElement answer) = await VendorWire.TryEnterAsync(other.VendorSocket, Shop);
            using (stranger)
                answer.GetProperty("code").GetString().ShouldBe("INVALID_CREDENTIALS");
        }
        finally
        {
            await other.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
