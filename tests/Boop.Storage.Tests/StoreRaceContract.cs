using Boop.Contexts;

namespace Boop.Storage.Tests;

/// <summary>What every store promises when two nodes are at it at once.</summary>
public abstract class StoreRaceContract : StoreContract
{
    [Fact]
    public async Task Of_racing_claims_one_is_the_newest_and_it_alone_is_the_owner()
    {
        await using StoreUnderTest rival = await OpenRivalAsync();
        VendorClaim[] claims = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Either(rival, i).Contexts.ClaimAsync(Vendor, Cancellation)));
        claims.Select(claim => claim.Epoch).ShouldBeUnique();
        OwnerEpoch newest = claims.MaxBy(claim => claim.Epoch.Value)!.Epoch;
        foreach (VendorClaim claim in claims)
        {
            bool isOwner = claim.Epoch == newest;
            (await rival.Contexts.IsOwnerAsync(Vendor, claim.Epoch, Cancellation)).ShouldBe(isOwner);
            (await AcceptAsync(claim, $"c{claim.Epoch.Value}")).ShouldBe(isOwner ? AppendAnswer.Written : AppendAnswer.Fenced);
        }
    }

    [Fact]
    public async Task Of_racing_decisions_one_is_written_and_told_ever_after()
    {
        await using StoreUnderTest rival = await OpenRivalAsync();
        VendorClaim claim = await ClaimAsync();
        for (int round = 0; round < 20; round++)
        {
            ContextId context = Id($"c{round}");
            await AcceptAsync(claim, context.Value);
            Outcome[] outcomes = [Success, new Outcome.Expired(Noon), new Outcome.Cancelled(Noon), new Outcome.Failed(FailureReason.Declined, Noon)];
            AppendAnswer[] answers = await Task.WhenAll(outcomes.Select((outcome, i) => Either(rival, i).Journal.AppendAsync(
                Vendor, claim.Epoch, [new JournalRecord.Decided(context, outcome)])));
            answers.Count(answer => answer is AppendAnswer.Written).ShouldBe(1);
            answers.Count(answer => answer is AppendAnswer.Conflict).ShouldBe(outcomes.Length - 1);
            Outcome told = outcomes[Array.IndexOf(answers, AppendAnswer.Written)];
            (await rival.Contexts.FindAsync(Vendor, context, Cancellation))!.Outcome!.GetType().ShouldBe(told.GetType());
        }
    }

    [Fact]
    public async Task Whatever_an_owner_wrote_before_another_node_fenced_it_is_in_that_nodes_claim()
    {
        await using StoreUnderTest rival = await OpenRivalAsync();
        for (int round = 0; round < 20; round++)
        {
            VendorClaim former = await ClaimAsync();
            Task<AppendAnswer>[] appends = [.. Enumerable.Range(0, 20).Select(i => AcceptAsync(former, $"r{round}-{i}"))];
            VendorClaim next = await rival.Contexts.ClaimAsync(Vendor, Cancellation);
            AppendAnswer[] answers = await Task.WhenAll(appends);
            HashSet<string> known = [.. next.Unsettled.Select(context => context.Id.Value)];
            for (int i = 0; i < answers.Length; i++)
                known.Contains($"r{round}-{i}").ShouldBe(answers[i] is AppendAnswer.Written);
        }
    }

    [Fact]
    public async Task Batches_of_two_nodes_over_the_same_vendors_all_come_to_their_end()
    {
        VendorId[] vendors = [.. Enumerable.Range(0, 40).Select(i => VendorId.Parse($"ven_{i}"))];
        await using StoreUnderTest rival = await OpenRivalAsync();
        (VendorId Vendor, string Id, AppendAnswer Answer)[][] rounds = await Task.WhenAll(
            RoundsAsync(Store, vendors, "a"), RoundsAsync(rival, [.. vendors.Reverse()], "b"));
        foreach ((VendorId vendor, string id, AppendAnswer answer) in rounds.SelectMany(round => round))
        {
            answer.ShouldBeOneOf(AppendAnswer.Written, AppendAnswer.Fenced);
            (await Store.Contexts.FindAsync(vendor, Id(id), Cancellation) is not null).ShouldBe(answer is AppendAnswer.Written);
        }
    }

    /// <summary>The store as another node has it. Where there can be one node alone it is that node's, with another writer.</summary>
    protected abstract Task<StoreUnderTest> OpenRivalAsync();

    private StoreUnderTest Either(StoreUnderTest rival, int turn) => turn % 2 == 0 ? Store : rival;

    /// <summary>Claims every vendor, some for the first time ever, and accepts a context for each, over and over.</summary>
    private static async Task<(VendorId Vendor, string Id, AppendAnswer Answer)[]> RoundsAsync(StoreUnderTest store, VendorId[] vendors, string node)
    {
        List<(VendorId, string, AppendAnswer)> answers = [];
        for (int round = 0; round < 15; round++)
        {
            VendorClaim[] claims = await Task.WhenAll(vendors.Select(vendor => store.Contexts.ClaimAsync(vendor, Cancellation)));
            string id = $"{node}{round}";
            AppendAnswer[] told = await Task.WhenAll(vendors.Select((vendor, i) => store.Journal.AppendAsync(
                vendor, claims[i].Epoch, [new JournalRecord.Accepted(Id(id), Payment, Noon, Noon.AddSeconds(30))])));
            answers.AddRange(vendors.Select((vendor, i) => (vendor, id, told[i])));
        }

        return [.. answers];
    }
}
