using System.Text;
using Boop.Contexts;
using Boop.Identity;
using Boop.Palms;
using Boop.Trust;
using Microsoft.Extensions.Logging;

namespace Boop.Storage.Rows;

/// <summary>Seals what is known of people, each value to its row. What does not open is told and left out: one damaged row takes nothing else with it.</summary>
internal sealed partial class PersonVault(ValueCipher cipher, ILogger logger)
{
    public byte[] Seal(PersonId person, KnownValue value) =>
        cipher.Encrypt(Encoding.UTF8.GetBytes(value.Value), ValueBinding(person, value.Name));

    public byte[] Seal(EnrolledPalm<PersonId> palm) => cipher.Encrypt(palm.Template.ToBytes(), PalmBinding(palm.Owner, palm.Hand));

    /// <summary>Null where it does not open.</summary>
    public KnownValue? OpenValue(PersonId person, AttributeName name, byte[] sealedValue, long? expiresAt)
    {
        try
        {
            return new KnownValue(name, Encoding.UTF8.GetString(cipher.Decrypt(sealedValue, ValueBinding(person, name))))
            {
                ExpiresAt = expiresAt is { } expires ? StoreTime.FromStored(expires) : null,
            };
        }
        catch (SealedValueException)
        {
            Log.ValueNotOpened(logger, name);
            return null;
        }
    }

    /// <summary>Null where it does not open.</summary>
    public EnrolledPalm<PersonId>? OpenPalm(PersonId person, Hand hand, byte[] sealedTemplate)
    {
        try
        {
            if (PalmTemplate.TryParse(cipher.Decrypt(sealedTemplate, PalmBinding(person, hand)), out PalmTemplate? template))
                return new EnrolledPalm<PersonId>(person, hand, template);
        }
        catch (SealedValueException)
        {
            // Told below, as one that opens and is no template.
        }

        Log.PalmNotOpened(logger);
        return null;
    }

    private static byte[] ValueBinding(PersonId person, AttributeName name) => Binding.Of("person_values.value_sealed", person.Value, name.Value);

    private static byte[] PalmBinding(PersonId person, Hand hand) => Binding.Of("palms.template_sealed", person.Value, ColumnText.Of(hand));
}
