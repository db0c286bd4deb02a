namespace Boop.Contexts;

/// <summary>Why a context ended without success. The names are the wire's, in upper camel case.</summary>
public enum FailureReason
{
    UserNotFound,
    Declined,
    VendorNotConsented,
    AttributesMissing,
    TooYoung,
    NotAMember,
    ScannerFailed,
}
