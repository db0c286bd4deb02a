namespace Boop.Grains.Contracts;

/// <summary>Where a context stands, as a vendor is told. The names are the wire's, in upper camel case.</summary>
public enum ContextProgress
{
    Accepted,
    Waiting,
    Offered,
    Presented,
    Retrying,
    Succeeded,
    Failed,
    Cancelled,
    Expired,
}
