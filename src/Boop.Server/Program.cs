using Boop.Server.Commands;

return await BoopCommand.RunAsync(args);
