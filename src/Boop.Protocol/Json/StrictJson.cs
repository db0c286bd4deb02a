using System.Text.Json;
using System.Text.Unicode;

namespace Boop.Protocol.Json;

/// <summary>
/// One pass over a frame that sees what System.Text.Json's own options let pass: a key twice at any depth, in members that
/// nobody reads too, U+0000, and lone surrogates.
/// </summary>
internal static class StrictJson
{
    /// <summary>How deep a client reads: what a network of tomorrow nests deeper must not cost today's clients the frame.</summary>
    internal const int LenientDepth = 64;

    /// <summary>Scans one JSON object, and remembers its own members.</summary>
    /// <param name="json">The whole frame, or one object of it.</param>
    /// <param name="maxDepth">The deepest nesting; the object itself is 1.</param>
    /// <param name="members">Empty; afterwards the object's members.</param>
    /// <returns>False where the text is not exactly one well-formed object.</returns>
    internal static bool TryScan(ReadOnlySpan<byte> json, int maxDepth, ref JsonMembers members)
    {
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        try
        {
            return TryScanObject(json, maxDepth, ref members);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryScanObject(ReadOnlySpan<byte> json, int maxDepth, ref JsonMembers members)
    {
        // The reader's defaults refuse comments, trailing commas, a byte order mark, and anything after the object.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        Span<int> scopes = stackalloc int[maxDepth + 1];
        scopes[1] = 0;
        while (reader.Read())
        {
            int depth = reader.CurrentDepth;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    if ((reader.ValueIsEscaped && !JsonEscapes.AreClean(reader.ValueSpan)) || !members.TryAdd(ref reader, scopes[depth]))
                    {
                        return false;
                    }

                    continue;

                case JsonTokenType.String:
                    if (reader.ValueIsEscaped && !JsonEscapes.AreClean(reader.ValueSpan))
                    {
                        return false;
                    }

                    break;

                case JsonTokenType.StartObject:
                    scopes[depth + 1] = members.Count;
                    break;

                case JsonTokenType.EndObject when depth > 0:
                    members.Truncate(scopes[depth + 1]);
                    break;
            }

            if (depth == 1)
            {
                members.SetLastValue(ref reader);
            }
        }

        return true;
    }
}
