using System.CommandLine;
using System.CommandLine.Invocation;
using Boop.Server.Faults;

namespace Boop.Server.Commands;

/// <summary>The command line. Programs rely on it: a cause that the caller can mend is one line on standard error and exit code 2.</summary>
internal static class BoopCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        TimeProvider time = TimeProvider.System;
        // Standard error is for the fault of a background thread, too: one line, as everywhere.
        AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
        {
            if (unhandled.ExceptionObject is Exception fault)
                Environment.Exit(FaultReport.Write(fault, Console.Error, Path.GetTempPath(), time.GetUtcNow()));
        };
        try
        {
            // A file is never read because an argument begins with @: keys may.
            ParseResult parsed = Create(time).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction or null || (parsed.Errors.Count > 0 && parsed.Action is not SynchronousCommandLineAction))
                return FaultReport.Refuse(Console.Error, $"{parsed.Errors[0].Message} See {Help(parsed)}.");
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // The host handles signals; this would end the process amid its stop.
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception fault)
        {
            return FaultReport.Write(fault, Console.Error, Path.GetTempPath(), time.GetUtcNow());
        }
    }

    private static RootCommand Create(TimeProvider time)
    {
        RootCommand root = new("An open network for authentication by palm veins.");
        root.Subcommands.Add(DemoCommand.Create(time));
        root.Subcommands.Add(ServeCommand.Create(time));
        root.Subcommands.Add(VendorCommand.Create(time));
        root.Subcommands.Add(ScannerCommand.Create(time));
        root.Subcommands.Add(PersonCommand.Create(time));
        return root;
    }

    private static string Help(ParseResult parsed)
    {
        List<string> names = ["--help"];
        for (System.CommandLine.Parsing.SymbolResult? at = parsed.CommandResult; at is System.CommandLine.Parsing.CommandResult command; at = at.Parent)
            names.Insert(0, command.Command is RootCommand ? "boop" : command.Command.Name);
        return string.Join(' ', names);
    }
}
