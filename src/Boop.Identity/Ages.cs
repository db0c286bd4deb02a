using System.Globalization;
using Boop.Contexts;

namespace Boop.Identity;

/// <summary>Answers whether a person has reached an age, so that the birth date itself need not be given.</summary>
internal static class Ages
{
    public const string True = "true";

    private const string Prefix = "age_over_";

    public static readonly AttributeName BirthDate = AttributeName.Parse("birthdate");

    /// <summary>Whether a name is <c>age_over_N</c>.</summary>
    public static bool TryReadQuestion(AttributeName name, out int years)
    {
        years = 0;
        return name.Value.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(name.Value.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out years)
            && years is > 0 and < 200;
    }

    /// <summary>Reached on the birthday, by UTC; who was born on 29 February has it on 1 March in other years.</summary>
    public static string Answer(DateOnly birth, int years, DateTimeOffset now)
    {
        if (birth.Year + years > DateOnly.MaxValue.Year)
            return "false";
        bool isLeapDay = birth is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(birth.Year + years);
        DateOnly reached = isLeapDay ? new DateOnly(birth.Year + years, 3, 1) : birth.AddYears(years);
        return DateOnly.FromDateTime(now.UtcDateTime) >= reached ? True : "false";
    }
}
