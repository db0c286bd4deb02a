namespace Boop.Storage;

/// <summary>What became of adding a person.</summary>
public enum AddPersonAnswer
{
    Added,
    PersonExists,
    VendorUnknown,
}
