using System.Text.Json;
using Json.Schema;

namespace Boop.Testing.Contract;

/// <summary>JSON Schema's <c>maxLength</c> counts code points, as the wire does; the library's own counts what looks like one character.</summary>
internal sealed class ScalarLength : IKeywordHandler
{
    public string Name => "maxLength";

    public object ValidateKeywordValue(JsonElement value) => value.GetInt32();

    public void BuildSubschemas(KeywordData keyword, BuildContext context)
    {
        // A number has none.
    }

    public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
    {
        if (context.Instance.ValueKind != JsonValueKind.String)
            return KeywordEvaluation.Ignore;
        bool isValid = context.Instance.GetString()!.EnumerateRunes().Count() <= (int)keyword.Value!;
        return new KeywordEvaluation { Keyword = Name, IsValid = isValid, Error = isValid ? null : "too long" };
    }
}
