using Boop.Contexts;
using Boop.Palms;

namespace Boop.Storage.Rows;

/// <summary>Names and hands as they stand in a column.</summary>
internal static class ColumnText
{
    private const string Left = "left";

    public static string Of(AttributeNames names) => string.Join(' ', names.Select(name => name.Value));

    public static AttributeNames ReadNames(string text) => AttributeNames.Parse(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public static string Of(Hand hand) => hand is Hand.Left ? Left : "right";

    public static Hand ReadHand(string text) => text == Left ? Hand.Left : Hand.Right;
}
