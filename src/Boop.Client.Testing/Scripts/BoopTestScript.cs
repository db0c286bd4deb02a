using System.Collections.ObjectModel;
using Boop.Contexts;
using Boop.Protocol;

namespace Boop.Client.Testing;

/// <summary>Says what is to become of the contexts that it was made for. Each call of a verb (succeeds, refuses, …) adds one line to the script.</summary>
/// <remarks>
/// The person acts at a scanner, as in the real network: where all places of the scanners are taken, the context waits for one first.
/// Immutable.
/// </remarks>
public sealed class BoopTestScript
{
    private const string SomeUser = "usr_test";
    private static readonly string[] WithholdingReasons = ["not_allowed", "not_consented", "unavailable", "expired"];

    private readonly Action<Act> _add;
    private readonly TimeSpan _delay;

    internal BoopTestScript(Action<Act> add, TimeSpan delay)
    {
        _add = add;
        _delay = delay;
    }

    /// <summary>Lets the person take time.</summary>
    /// <param name="delay">From the acceptance of the context; after 30 s it has expired.</param>
    /// <returns>The same script with that delay.</returns>
    public BoopTestScript After(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new BoopTestScript(_add, delay);
    }

    /// <summary>A person is recognised and shares nothing.</summary>
    public void Succeeds() => Succeeds(SomeUser);

    /// <summary>This person is recognised and shares nothing.</summary>
    /// <param name="userId">The person's id at this vendor.</param>
    public void Succeeds(string userId) => Succeeds(userId, ReadOnlyDictionary<string, string>.Empty);

    /// <summary>This person is recognised and shares these values.</summary>
    /// <remarks>
    /// The network gives what was asked and shared. What was asked and not shared is withheld as <c>not_consented</c>; where it was
    /// required, the outcome is the refusal <c>attributes_missing</c>.
    /// </remarks>
    /// <param name="userId">The person's id at this vendor.</param>
    /// <param name="attributes">What the person shares, by name.</param>
    public void Succeeds(string userId, IReadOnlyDictionary<string, string> attributes) => Succeeds(userId, attributes, []);

    /// <summary>This person is recognised and shares these values; others are withheld for reasons of their own.</summary>
    /// <remarks>As <see cref="Succeeds(string, IReadOnlyDictionary{string, string})"/>.</remarks>
    /// <param name="userId">The person's id at this vendor.</param>
    /// <param name="attributes">What the person shares, by name.</param>
    /// <param name="withheld">Why others are not given, where they are asked.</param>
    public void Succeeds(string userId, IReadOnlyDictionary<string, string> attributes, IReadOnlyList<Withholding> withheld)
    {
        ArgumentNullException.ThrowIfNull(userId);
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentNullException.ThrowIfNull(withheld);
        if (!UserId.TryParse(userId, out _))
        {
            throw new ArgumentException("A user id has 1 to 128 characters of A–Z a–z 0–9 . _ : and -.", nameof(userId));
        }

        if (withheld.FirstOrDefault(static one => !WithholdingReasons.Contains(one.Reason)) is { } wrong)
        {
            throw new ArgumentException(
                $"No reason to withhold an attribute: '{wrong.Reason}'. There are {string.Join(", ", WithholdingReasons)}.", nameof(withheld));
        }

        _add(new Act.Recognise(_delay, userId, attributes, withheld));
    }

    /// <summary>Somebody or something says no.</summary>
    /// <param name="reason">
    /// <c>user_not_found</c>, <c>declined</c>, <c>vendor_not_consented</c>, <c>attributes_missing</c>, <c>too_young</c>,
    /// <c>not_a_member</c>, <c>scanner_failed</c>, or one that is yet to come.
    /// </param>
    public void Refuses(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        _add(new Act.Refuse(_delay, reason));
    }

    /// <summary>Nobody comes: the context expires 30 s after its acceptance, unless it is cancelled.</summary>
    public void Expires() => _add(new Act.Ignore(_delay));

    /// <summary>The create is answered with an error, and no context is made.</summary>
    /// <param name="code">Any code of the protocol, such as <c>TERMINAL_BUSY</c>, or one that is yet to come.</param>
    public void Fails(string code) => _add(new Act.Fail(_delay, BoopTestFaults.ErrorOf(code)));

    /// <summary>The create is answered with an error that says when to try again, and no context is made.</summary>
    /// <param name="code">Any code of the protocol, such as <c>RATE_LIMITED</c>, or one that is yet to come.</param>
    /// <param name="retryAfter">After how long the same request is not refused for the same reason.</param>
    public void Fails(string code, TimeSpan retryAfter)
    {
        WireError error = BoopTestFaults.ErrorOf(code) with { RetryAfterMs = (int)retryAfter.TotalMilliseconds };
        _add(new Act.Fail(_delay, error));
    }
}
