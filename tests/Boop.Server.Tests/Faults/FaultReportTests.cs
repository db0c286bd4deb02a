using Boop.Server.Faults;
using Boop.Server.Tests.Processes;

namespace Boop.Server.Tests.Faults;

public sealed class FaultReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_fault_of_our_own_is_one_line_and_its_details_lie_in_a_file()
    {
        Directory.CreateDirectory(_folder.Data);
        using StringWriter error = new();

        int exitCode = FaultReport.Write(new InvalidOperationException("first\nsecond"), error, _folder.Data, DateTimeOffset.UnixEpoch);

        string log = Path.Combine(_folder.Data, "boop-faults.log");
        exitCode.ShouldBe(1);
        error.ToString().ShouldBe($"boop: internal fault (InvalidOperationException); its details are in {log}\n");
        File.ReadAllText(log).ShouldContain("second");
    }

    [Fact]
    public void A_fault_that_cannot_be_kept_is_told_nonetheless()
    {
        using StringWriter error = new();

        FaultReport.Write(new InvalidOperationException("x"), error, _folder.File("nowhere"), DateTimeOffset.UnixEpoch).ShouldBe(1);

        error.ToString().ShouldContain("could not be written");
    }
}
