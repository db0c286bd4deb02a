using Spectre.Console;

namespace Boop.Server.Commands;

/// <summary>Standard output for people: coloured on a terminal, plain where it is redirected or NO_COLOR asks for it.</summary>
internal static class ConsoleOutput
{
    // Wide enough to leave the breaking of lines to the terminal: what is to be copied must stay in one piece.
    private const int Width = 1_000;

    public static IAnsiConsole Create()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = Width;
        return console;
    }
}
