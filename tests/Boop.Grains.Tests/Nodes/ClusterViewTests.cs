using Boop.Contexts;
using Boop.Grains.Contracts;
using Boop.Grains.Nodes;

namespace Boop.Grains.Tests.Nodes;

public sealed class ClusterViewTests
{
    private static readonly NodeId[] Three = [new("a"), new("b"), new("c")];

    [Fact]
    public void Each_vendor_is_cared_for_by_one_member_and_each_member_has_its_share()
    {
        ClusterView[] views = [.. Three.Select(own => See(own, Three))];
        int[] shares = new int[views.Length];
        foreach (VendorId vendor in Enumerable.Range(0, 300).Select(number => VendorId.Parse($"ven_{number}")))
        {
            int[] caring = [.. Enumerable.Range(0, views.Length).Where(index => views[index].CaresFor(vendor))];
            shares[caring.ShouldHaveSingleItem()]++;
        }

        shares.ShouldAllBe(share => share > 50);
    }

    [Fact]
    public void A_node_that_is_alone_or_knows_of_nobody_yet_cares_for_all()
    {
        VendorId vendor = VendorId.Parse("ven_1");
        new ClusterView(Three[0]).CaresFor(vendor).ShouldBeTrue();
        See(Three[0], [Three[0]]).CaresFor(vendor).ShouldBeTrue();
    }

    [Fact]
    public void The_sessions_of_a_node_that_dies_are_over_once_and_no_others()
    {
        ClusterView view = See(Three[0], Three);
        SessionNodes sessions = new(view);
        List<string> gone = [];
        sessions.Add(Three[1], () => gone.Add("on b"));
        sessions.Add(Three[2], () => gone.Add("on c"));
        sessions.Add(Three[1], () => gone.Add("left b")).Dispose();
        view.Replace([Three[0], Three[2]], [Three[1]]);
        sessions.Changed(view);
        sessions.Changed(view);
        gone.ShouldBe(["on b"]);
        sessions.Add(Three[1], () => gone.Add("came from b too late"));
        gone.ShouldBe(["on b", "came from b too late"]);
    }

    private static ClusterView See(NodeId own, NodeId[] members)
    {
        ClusterView view = new(own);
        view.Replace(members, []);
        return view;
    }
}
