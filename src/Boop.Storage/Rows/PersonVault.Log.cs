using Boop.Contexts;
using Microsoft.Extensions.Logging;

namespace Boop.Storage.Rows;

internal sealed partial class PersonVault
{
    private static partial class Log
    {
        [LoggerMessage(5011, LogLevel.Error, "A stored {Name} cannot be opened; it is taken as unknown.")]
        public static partial void ValueNotOpened(ILogger logger, AttributeName name);

        [LoggerMessage(5012, LogLevel.Error, "A stored palm cannot be opened; it is recognised no more.")]
        public static partial void PalmNotOpened(ILogger logger);
    }
}
