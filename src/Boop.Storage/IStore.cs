namespace Boop.Storage;

/// <summary>A store that is open, whatever database is behind it.</summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>For a server alone: whoever writes beside it throws here.</summary>
    IContextStore Contexts { get; }

    /// <summary>For a server alone, as <see cref="Contexts"/>.</summary>
    IVendorJournal Journal { get; }

    IDirectoryStore Directory { get; }

    /// <summary>How the nodes that share this store find one another; null where one process has it to itself.</summary>
    MemberTable? Members { get; }
}
