using Boop.Cluster.Tests;

[assembly: AssemblyFixture(typeof(ThreeNodes))]

// They share three nodes, and some of them kill one.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
