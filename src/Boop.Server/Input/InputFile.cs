using System.Text;
using Boop.Server.Faults;

namespace Boop.Server.Input;

/// <summary>Reads what had better not stand on a command line: a file, or standard input for <c>-</c>.</summary>
internal static class InputFile
{
    public const string StandardInput = "-";
    private const int LargestFile = 1024 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<string> ReadAsync(string option, string path, CancellationToken cancellationToken)
    {
        try
        {
            await using Stream source = path == StandardInput ? Console.OpenStandardInput() : File.OpenRead(path);
            byte[] content = new byte[LargestFile + 1];
            int length = await source.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
            if (length > LargestFile)
                throw new UsageException($"{option}: {Name(path)} is longer than 1 MiB; give the right file.");
            return Strict.GetString(content, 0, length).TrimStart('\uFEFF');
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException(fault is DecoderFallbackException
                ? $"{option}: {Name(path)} is no UTF-8 text; give the right file."
                : $"{option}: {Name(path)} cannot be read; name a file that this user may read, or - for standard input.");
        }
    }

    private static string Name(string path) => path == StandardInput ? "standard input" : path;
}
