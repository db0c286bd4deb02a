using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
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
        ParseResult? parsed = null;
        try
        {
            // A file is never read because an argument begins with @: keys may.
            parsed = Create(time).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction)
                return FaultReport.Refuse(Console.Error, $"{Fault(parsed)} See {Help(parsed)}.");
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // The host handles signals; this would end the process amid its stop.
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception fault)
        {
            return FaultReport.Write(fault, Console.Error, LogFolder(parsed), time.GetUtcNow());
        }
    }

    private static string LogFolder(ParseResult? parsed) =>
        parsed?.GetResult("--data") is OptionResult data && Directory.Exists(data.GetValueOrDefault<string>())
            ? data.GetValueOrDefault<string>()!
            : Path.GetTempPath();

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

    private static string Fault(ParseResult parsed) => parsed.UnmatchedTokens.Count > 0
        ? $"Unrecognized command or argument '{WithoutValue(parsed.UnmatchedTokens[0])}'."
        : parsed.Errors[0].Message;

    /// <summary>What stands behind an equals sign may be a secret that has slipped, as in a connection string.</summary>
    private static string WithoutValue(string token) => token.IndexOf('=', StringComparison.Ordinal) is >= 0 and var end ? token[..end] + "=…" : token;

    private static string Help(ParseResult parsed)
    {
        List<string> names = ["--help"];
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
            names.Insert(0, command.Command is RootCommand ? "boop" : command.Command.Name);
        return string.Join(' ', names);
    }
}
