using System.Text;

namespace Boop.Protocol.Tests.Json;

/// <summary>
/// Makes a text that is nearly JSON out of bytes: each byte is a choice, and at the end of the script all choices are 0. So a
/// shorter script is a simpler text, and a counterexample shrinks.
/// </summary>
internal sealed class ScriptedJson(byte[] script)
{
    private static readonly string[] Strings =
    [
        "a", "b", "", "\\u0061", "ab", "\\u0061b", "a\\u0062", "\\n", "\\\\", "\\\\u0000", "\\u0000", "\\ud83d\\ude00", "\\ud83d",
        "\\ude00", "\\ud83d\\u0061", "\\uD83D\\\\ude00", "😀", "\\u00e9", "é",
    ];

    private static readonly string[] Scalars = ["1", "null", "true", "-0", "1e3", "01", "nul"];

    private readonly StringBuilder _text = new();
    private int _at;

    internal string Build()
    {
        Object(1);
        return _text.ToString();
    }

    private int Choose(int choices) => _at < script.Length ? script[_at++] % choices : 0;

    private void Object(int depth)
    {
        _text.Append('{');
        for (int left = Choose(6); left > 0; left--)
        {
            String();
            _text.Append(':');
            Value(depth + 1);
            _text.Append(left > 1 ? "," : "");
        }

        _text.Append('}');
    }

    private void Array(int depth)
    {
        _text.Append('[');
        for (int left = Choose(4); left > 0; left--)
        {
            Value(depth + 1);
            _text.Append(left > 1 ? "," : "");
        }

        _text.Append(']');
    }

    private void Value(int depth)
    {
        switch (Choose(8))
        {
            case 0 or 1:
                // The rare ones at the end are no JSON, so that most texts get far.
                int scalar = Choose(40);
                _text.Append(Scalars[scalar < Scalars.Length ? scalar : 0]);
                break;
            case 2 or 3:
                String();
                break;
            case 4 or 5 or 6 when depth <= ProtocolLimits.MaxDepth + 1:
                Object(depth);
                break;
            default:
                Array(depth);
                break;
        }
    }

    private void String() => _text.Append('"').Append(Strings[Choose(3) == 0 ? Choose(Strings.Length) : Choose(4)]).Append('"');
}
