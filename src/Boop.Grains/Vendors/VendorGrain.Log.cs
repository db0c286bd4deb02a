using Boop.Contexts;
using Microsoft.Extensions.Logging;

namespace Boop.Grains.Vendors;

internal sealed partial class VendorGrain
{
    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Debug, "Owner of {Vendor} at epoch {Epoch}, with {Unsettled} contexts to care for.")]
        public static partial void Claimed(ILogger logger, VendorId vendor, long epoch, int unsettled);

        [LoggerMessage(3102, LogLevel.Warning, "{Vendor} cannot be claimed now: the store cannot be read or written.")]
        public static partial void NotClaimed(ILogger logger, Exception exception, VendorId vendor);

        [LoggerMessage(3103, LogLevel.Warning, "{Vendor} has a newer owner, or its memory differed from the store; this one ends.")]
        public static partial void Lost(ILogger logger, VendorId vendor);

        [LoggerMessage(3104, LogLevel.Error, "Work for {Vendor} failed; this owner ends and the next one starts from the store.")]
        public static partial void Faulted(ILogger logger, Exception exception, VendorId vendor);

        [LoggerMessage(3105, LogLevel.Warning, "Message {Number} of {Vendor} was lost; its session ends.")]
        public static partial void MessageLost(ILogger logger, VendorId vendor, long number);
    }
}
