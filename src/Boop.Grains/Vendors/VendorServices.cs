using Boop.Grains.Directory;
using Boop.Grains.Nodes;
using Boop.Storage;

namespace Boop.Grains.Vendors;

/// <summary>What every vendor's owner on this node uses.</summary>
internal sealed record VendorServices(
    IContextStore Store,
    IVendorJournal Journal,
    DirectoryCache Directory,
    ScanJudge Judge,
    IGrainFactory Grains,
    SessionNodes Nodes,
    TimeProvider Time);
