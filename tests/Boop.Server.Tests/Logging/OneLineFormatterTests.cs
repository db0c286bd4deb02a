using Boop.Server.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Boop.Server.Tests.Logging;

public sealed class OneLineFormatterTests
{
    [Fact]
    public void No_text_forges_a_second_entry()
    {
        using StringWriter written = new();
        LogEntry<string> entry = new(
            LogLevel.Error, "Boop.Test", new EventId(7), "peer said x\r\n2026-01-01 fatal forged", new InvalidOperationException("one\ntwo"), (state, _) => state);

        new OneLineFormatter(TimeProvider.System).Write(entry, null, written);

        written.ToString().TrimEnd('\n').ShouldNotContain('\n');
        written.ToString().ShouldContain("error Boop.Test[7] peer said x 2026-01-01 fatal forged | System.InvalidOperationException: one two");
    }
}
