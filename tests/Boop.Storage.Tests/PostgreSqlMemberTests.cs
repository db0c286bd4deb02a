using System.Data.Common;
using Boop.Contexts;
using Boop.Storage.PostgreSql;
using Boop.Testing.PostgreSql;

namespace Boop.Storage.Tests;

/// <summary>The list of members, by the statements that Orleans reads from the database.</summary>
public sealed class PostgreSqlMemberTests(PostgreSqlFixture fixture) : IAsyncLifetime
{
    private const int Active = 3;
    private const int Stopping = 5;
    private const int Dead = 6;

    private static readonly VendorId Vendor = VendorId.Parse("ven_1");
    private static readonly DateTime Instant = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private PostgreSqlBench _bench = null!;
    private PostgreSqlStore _store = null!;

    private MemberTable Members => _store.Members!;

    public async ValueTask InitializeAsync()
    {
        _bench = await PostgreSqlBench.CreateAsync(fixture);
        _store = await _bench.OpenAsync();
        (await AskAsync("InsertMembershipVersionKey")).ShouldBe(true);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _bench.Dispose();
    }

    [Fact]
    public async Task The_version_is_made_once_and_is_read_also_while_there_is_no_member()
    {
        (await AskAsync("InsertMembershipVersionKey")).ShouldBe(false);
        (await ReadAsync("MembershipReadAllKey")).ShouldBe(["-/-/0"]);
        (await ReadAsync("MembershipReadRowKey")).ShouldBe(["-/-/0"]);
    }

    [Fact]
    public async Task Of_two_changes_that_saw_the_same_version_one_wins()
    {
        (await InsertAsync(port: 1, version: 0)).ShouldBe(true);
        (await InsertAsync(port: 2, version: 0)).ShouldBe(false);
        (await InsertAsync(port: 2, version: 1)).ShouldBe(true);
        (await InsertAsync(port: 2, version: 2)).ShouldBe(false, "it is there already");
        (await UpdateAsync(port: 1, Dead, version: 1)).ShouldBe(false);
        (await UpdateAsync(port: 3, Dead, version: 2)).ShouldBe(false, "there is none");
        (await UpdateAsync(port: 1, Dead, version: 2)).ShouldBe(true);
        (await ReadAsync("MembershipReadAllKey")).ShouldBe(["1/6/3", "2/3/3"]);
        (await ReadAsync("MembershipReadRowKey")).ShouldBe(["1/6/3"]);
    }

    [Fact]
    public async Task The_dead_are_forgotten_in_time_and_the_living_never()
    {
        await InsertAsync(port: 1, version: 0);
        await InsertAsync(port: 2, version: 1);
        await UpdateAsync(port: 1, Dead, version: 2);
        await AskAsync("CleanupDefunctSiloEntriesKey", Instant.AddSeconds(1));
        (await ReadAsync("MembershipReadAllKey")).ShouldBe(["2/3/3"]);
        await AskAsync("DeleteMembershipTableEntriesKey");
        (await ReadAsync("MembershipReadAllKey")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_that_is_given_up_writes_nothing_more_whatever_it_owned()
    {
        await using PostgreSqlStore other = await _bench.OpenAsync();
        VendorClaim claim = await _store.Contexts.ClaimAsync(Vendor, TestContext.Current.CancellationToken);
        await InsertAsync(port: 1, version: 0);
        (await AcceptAsync(claim, "before")).ShouldBe(AppendAnswer.Written);
        await UpdateAsync(port: 1, Dead, version: 1);

        _bench.Logs.Expect(5020);
        _bench.Logs.Expect(5021);
        (await AcceptAsync(claim, "after")).ShouldBe(AppendAnswer.Unavailable);
        await Should.ThrowAsync<StoreUnavailableException>(() => _store.Contexts.ClaimAsync(Vendor, TestContext.Current.CancellationToken));
        (await other.Contexts.ClaimAsync(Vendor, TestContext.Current.CancellationToken)).Unsettled.ShouldHaveSingleItem().Id.Value.ShouldBe("before");
    }

    [Fact]
    public async Task A_node_that_leaves_by_itself_still_commits_what_is_under_way()
    {
        VendorClaim claim = await _store.Contexts.ClaimAsync(Vendor, TestContext.Current.CancellationToken);
        await InsertAsync(port: 1, version: 0);
        await UpdateAsync(port: 1, Stopping, version: 1);
        await UpdateAsync(port: 1, Dead, version: 2);
        (await AcceptAsync(claim, "last")).ShouldBe(AppendAnswer.Written);
    }

    [Fact]
    public async Task Each_database_is_a_network_of_its_own_also_the_copy_of_another()
    {
        using PostgreSqlBench stranger = await PostgreSqlBench.CreateAsync(fixture);
        await using PostgreSqlStore elsewhere = await stranger.OpenAsync();
        elsewhere.Members!.ClusterId.ShouldNotBe(Members.ClusterId);
        await using PostgreSqlStore peer = await _bench.OpenAsync();
        peer.Members!.ClusterId.ShouldBe(Members.ClusterId);
        peer.Members.Name.ShouldNotBe(Members.Name);
        string database = (string)(await _bench.ScalarAsync("SELECT current_database()"))!;
        Members.ClusterId.ShouldEndWith($"/{database}");
    }

    private Task<AppendAnswer> AcceptAsync(VendorClaim claim, string context) => _store.Journal.AppendAsync(
        Vendor,
        claim.Epoch,
        [new JournalRecord.Accepted(ContextId.Parse(context), new Requirements(ContextKind.Entrance), claim.Now, claim.Now.AddSeconds(30))]);

    private Task<object?> InsertAsync(int port, int version) => AskAsync("InsertMembershipKey", Instant, port, Active, version);

    private Task<object?> UpdateAsync(int port, int status, int version) => AskAsync("UpdateMembershipKey", Instant, port, status, version);

    private async Task<object?> AskAsync(string key, DateTime at = default, int port = 1, int status = Active, int version = 0)
    {
        await using DbConnection connection = await Members.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using DbCommand command = await PrepareAsync(connection, key, at, port, status, version);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Port, status and version of each row.</summary>
    private async Task<IReadOnlyList<string>> ReadAsync(string key)
    {
        await using DbConnection connection = await Members.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using DbCommand command = await PrepareAsync(connection, key, default, port: 1, Active, version: 0);
        await using DbDataReader reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> rows = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(reader["StartTime"] is DBNull ? $"-/-/{reader["Version"]}" : $"{reader["Port"]}/{reader["Status"]}/{reader["Version"]}");
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>As Orleans does it: the statement's text from the table, parameters by name, those alone that it names.</summary>
    private async Task<DbCommand> PrepareAsync(DbConnection connection, string key, DateTime at, int port, int status, int version)
    {
        string text = (string)(await _bench.ScalarAsync($"SELECT querytext FROM orleansquery WHERE querykey = '{key}'"))!;
        DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The schema's own text.
        command.CommandText = text;
#pragma warning restore CA2100
        (string Name, object Value)[] parameters =
        [
            ("DeploymentId", Members.ClusterId), ("Address", "127.0.0.1"), ("Port", port), ("Generation", 1), ("SiloName", Members.Name),
            ("HostName", "host"), ("Status", status), ("ProxyPort", 0), ("StartTime", Instant), ("IAmAliveTime", at == default ? Instant : at),
            ("SuspectTimes", ""), ("Version", version),
        ];
        foreach ((string name, object value) in parameters.Where(parameter => text.Contains($"@{parameter.Name}", StringComparison.Ordinal)))
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
