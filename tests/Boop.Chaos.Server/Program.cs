using Boop.Chaos.Server;
using Boop.Server.Commands;
using Boop.Server.DataFolders;
using Boop.Server.Node;

if (args is not [var bug, "--urls", var address, "--data", var folder] || !Bugs.All.TryGetValue(bug, out var plant)
    || !ListenUrl.TryParseList(address, out IReadOnlyList<ListenUrl> urls, out _))
{
    await Console.Error.WriteLineAsync($"Usage: Boop.Chaos.Server BUG --urls URL --data FOLDER, where BUG is one of {string.Join(", ", Bugs.All.Keys)}.");
    return 2;
}

return await new NodeRun(new NodeOptions(urls, IsVerbose: false), new DataFolderOptions(Path.GetFullPath(folder), SecretFile: null), TimeProvider.System)
{
    Prepare = static (_, _) => Task.CompletedTask,
    AddServices = plant,
    Announce = serving => Console.WriteLine($"With the bug {bug} on {string.Join(" and ", serving)}"),
}.RunAsync();
