using Boop.Contexts;
using Microsoft.Extensions.Logging;

namespace Boop.Storage.PostgreSql;

internal sealed partial class PostgreSqlJournal
{
    private static partial class Log
    {
        [LoggerMessage(5026, LogLevel.Error, "A record of {Vendor} cannot be stored: {Fault} while it was prepared.")]
        public static partial void RecordNotPrepared(ILogger logger, VendorId vendor, string fault);
    }
}
