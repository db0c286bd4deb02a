using Boop.Contexts;
using Microsoft.Extensions.Logging;

namespace Boop.Grains.Hosting;

internal sealed partial class OpenContextSweep
{
    private static partial class Log
    {
        [LoggerMessage(3301, LogLevel.Warning, "Open contexts could not be looked for; the next look follows.")]
        public static partial void Missed(ILogger logger, Exception exception);

        [LoggerMessage(3303, LogLevel.Warning, "The node that cares for {Vendor} does not answer; the next look follows.")]
        public static partial void NotReached(ILogger logger, Exception exception, VendorId vendor);

        [LoggerMessage(3302, LogLevel.Error, "{Vendor} could not be woken to care for its open contexts; the next look follows.")]
        public static partial void NotWoken(ILogger logger, Exception exception, VendorId vendor);
    }
}
