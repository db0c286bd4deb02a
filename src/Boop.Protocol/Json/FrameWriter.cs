using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Boop.Protocol.Json;

/// <summary>Writes frames with one writer for each thread, so that a frame costs no allocation of its own.</summary>
internal static class FrameWriter
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int TimeLength = 24;

    private static readonly JsonWriterOptions Options = new()
    {
        // The frames are UTF-8 text for JSON parsers; nothing of them is ever pasted into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? t_idle;

    /// <summary>Writes one object; the body writes its members.</summary>
    internal static void Write<TMessage>(IBufferWriter<byte> output, TMessage message, Action<Utf8JsonWriter, TMessage> body)
    {
        Utf8JsonWriter writer = t_idle ?? new Utf8JsonWriter(output, Options);

        // The output is foreign code: should it encode in its turn, it finds no writer here and makes one.
        t_idle = null;
        writer.Reset(output);
        writer.WriteStartObject();
        body(writer, message);
        writer.WriteEndObject();
        writer.Flush();
        writer.Reset(NoOutput.Instance);
        t_idle = writer;
    }

    internal static void WriteOptional(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    internal static void WriteOptional(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is long number)
        {
            writer.WriteNumber(name, number);
        }
    }

    internal static void WriteList(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> items)
    {
        writer.WriteStartArray(name);
        for (int i = 0; i < items.Count; i++)
        {
            writer.WriteStringValue(items[i]);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes RFC 3339, UTC, three decimals, cut and not rounded: a time is never told before it has come.</summary>
    internal static void WriteTime(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<char> text = stackalloc char[TimeLength];
        time.UtcDateTime.TryFormat(text, out _, TimeFormat, CultureInfo.InvariantCulture);
        writer.WriteString(name, text);
    }

    /// <summary>Writes the members of an error that both sockets share, up to where its subject stands.</summary>
    internal static void WriteErrorHead(this Utf8JsonWriter writer, WireError error)
    {
        writer.WriteString("type"u8, "error"u8);
        writer.WriteString("error"u8, error.Text);
        writer.WriteString("code"u8, error.Code);
        writer.WriteBoolean("retryable"u8, error.IsRetryable);
    }

    /// <summary>Writes the optional members of an error that follow its subject.</summary>
    internal static void WriteErrorTail(this Utf8JsonWriter writer, WireError error)
    {
        writer.WriteOptional("retry_after_ms"u8, error.RetryAfterMs);
        writer.WriteOptional("field"u8, error.Field);
        writer.WriteOptional("detail"u8, error.Detail);
    }

    private sealed class NoOutput : IBufferWriter<byte>
    {
        internal static readonly NoOutput Instance = new();

        public void Advance(int count) => throw new InvalidOperationException("The idle writer was written to.");

        public Memory<byte> GetMemory(int sizeHint = 0) => throw new InvalidOperationException("The idle writer was written to.");

        public Span<byte> GetSpan(int sizeHint = 0) => throw new InvalidOperationException("The idle writer was written to.");
    }
}
