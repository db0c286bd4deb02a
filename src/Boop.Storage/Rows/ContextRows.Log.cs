using Boop.Contexts;
using Microsoft.Extensions.Logging;

namespace Boop.Storage.Rows;

internal sealed partial class ContextRows
{
    private static partial class Log
    {
        [LoggerMessage(5010, LogLevel.Error, "The values of {Vendor}'s outcome {Context} cannot be opened; they are told as erased.")]
        public static partial void OutcomeNotOpened(ILogger logger, VendorId vendor, ContextId context);
    }
}
