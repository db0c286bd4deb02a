using Boop.Contexts;
using Boop.Server.Faults;

namespace Boop.Server.Input;

/// <summary>Reads ids and names that were given on the command line or in a file.</summary>
internal static class Names
{
    /// <summary>
    /// What a vendor may ask for where nothing else is said. A birth date is not among it: whether somebody is old enough may be asked.
    /// </summary>
    public const string UsualAttributes = "email,phone,name,loyalty_id,age_over_16,age_over_18,age_over_21,age_over_65";

    public static VendorId Vendor(string text) =>
        VendorId.TryParse(text, out VendorId id) ? id : throw Malformed("vendor id", text, 128);

    public static ScannerId Scanner(string text) =>
        ScannerId.TryParse(text, out ScannerId id) ? id : throw Malformed("scanner id", text, 128);

    public static TerminalId Terminal(string text) =>
        TerminalId.TryParse(text, out TerminalId id) ? id : throw Malformed("terminal id", text, 64);

    public static AttributeName Attribute(string text) => AttributeName.TryParse(text, out AttributeName name)
        ? name
        : throw new UsageException($"'{text}' is no attribute name; use a-z, 0-9 and _, a letter first, at most 64.");

    /// <summary>Names separated by commas; none is none.</summary>
    public static AttributeNames AttributeList(string text) =>
        AttributeNames.Of(text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Attribute));

    internal static UsageException Malformed(string what, string text, int longest) =>
        new($"'{text}' is no {what}; use 1 to {longest} characters of A-Z a-z 0-9 . _ : -.");
}
