namespace Boop.Client;

/// <summary>One place in a <see cref="SendWindow"/>, which guards it.</summary>
internal sealed class SendSlot(string? key)
{
    /// <summary>What counts once however often it is sent; null for what always counts.</summary>
    internal string? Key => key;

    /// <summary>The order of sending; 0 for what was not sent.</summary>
    internal long Number { get; set; }

    internal long? SentAt { get; set; }

    /// <summary>When it was known that the network had counted it, and so later than it did.</summary>
    internal long? HeardAt { get; set; }
}
