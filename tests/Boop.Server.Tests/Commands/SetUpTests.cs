using System.Text.Json;
using Boop.Palms;
using Boop.Server.Tests.Processes;
using Boop.Testing;

namespace Boop.Server.Tests.Commands;

public sealed class SetUpTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_generated_key_is_shown_once_and_a_given_one_never()
    {
        JsonElement generated = (await VendorAsync("--name", "Café")).ShouldPrintJson();
        JsonElement given = (await VendorAsync("--name", "Bar", "--id", "ven_bar", "--key", "a_key_that_is_long_enough")).ShouldPrintJson();

        generated.GetProperty("vendor_id").GetString().ShouldNotBeNull().ShouldStartWith("ven_");
        generated.GetProperty("name").GetString().ShouldBe("Café");
        generated.GetProperty("api_key").GetString().ShouldNotBeNull().Length.ShouldBeGreaterThan(40);
        given.GetProperty("vendor_id").GetString().ShouldBe("ven_bar");
        given.TryGetProperty("api_key", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_vendor_that_exists_stays_as_it_is()
    {
        (await VendorAsync("--name", "Bar", "--id", "ven_bar")).ExitCode.ShouldBe(0);

        (await VendorAsync("--name", "Other", "--id", "ven_bar")).ShouldRefuse("ven_bar exists already");
    }

    [Theory]
    [InlineData("too weak", "--key", "elevenchars")]
    [InlineData("too weak", "--key", "twelve chars and blanks")]
    [InlineData("exclude each other", "--key", "a_key_that_is_long_enough", "--key-file", "-")]
    [InlineData("no vendor id", "--id", "ven bar")]
    [InlineData("no currency", "--currency", "USX")]
    [InlineData("no attribute name", "--allow", "email,E-Mail")]
    [InlineData("cannot be read", "--key-file", "/nowhere/key")]
    public async Task A_vendor_that_cannot_be_is_refused(string saying, params string[] arguments) =>
        (await VendorAsync(["--name", "Bar", .. arguments])).ShouldRefuse(saying);

    [Fact]
    public async Task A_name_that_no_scanner_could_show_is_refused() =>
        (await VendorAsync("--name", "Bar\nFree drinks")).ShouldRefuse("--name cannot be shown");

    [Fact]
    public async Task A_key_comes_by_standard_input_and_is_not_repeated()
    {
        BoopRun run = await BoopRun.WithInputAsync(
            "a_key_that_is_long_enough\n", "vendor", "add", "--name", "Bar", "--key-file", "-", "--data", _folder.Data);

        run.ShouldPrintJson().TryGetProperty("api_key", out _).ShouldBeFalse();
        (run.Output + run.Error).ShouldNotContain("long_enough");
    }

    [Fact]
    public async Task Scanners_take_the_first_free_terminal_and_never_a_taken_one()
    {
        await VendorAsync("--name", "Bar", "--id", "ven_bar");

        (await ScannerAsync("--vendor", "ven_bar", "--terminal", "till-2")).ShouldPrintJson();
        JsonElement first = (await ScannerAsync("--vendor", "ven_bar")).ShouldPrintJson();
        JsonElement next = (await ScannerAsync("--vendor", "ven_bar", "--id", "scn_3")).ShouldPrintJson();

        first.GetProperty("terminal_id").GetString().ShouldBe("till-1");
        first.GetProperty("scanner_key").GetString().ShouldNotBeNull().Length.ShouldBeGreaterThan(40);
        next.GetProperty("terminal_id").GetString().ShouldBe("till-3");
        (await ScannerAsync("--vendor", "ven_bar", "--terminal", "till-1")).ShouldRefuse("has a terminal till-1 already");
        (await ScannerAsync("--vendor", "ven_bar", "--id", "scn_3")).ShouldRefuse("scn_3 exists already");
        (await ScannerAsync("--vendor", "ven_none")).ShouldRefuse("no vendor ven_none");
    }

    [Fact]
    public async Task A_person_is_put_together_from_file_and_options()
    {
        await VendorAsync("--name", "Bar", "--id", "ven:bar");
        string left = Convert.ToBase64String(SyntheticPalm.Of("somebody", Hand.Left).Enrolled.ToBytes());
        File.WriteAllText(_folder.File("left"), left + "\n");

        BoopRun run = await BoopRun.WithInputAsync(
            """{"values":{"email":"sentinel@example.org","pass":{"value":"x","expires_at":"2030-01-01T00:00:00Z"}}}""",
            "person", "add", "--id", "per_1", "--file", "-", "--value", "name=A=B", "--consent", "ven:bar:email,name", "--left", _folder.File("left"),
            "--data", _folder.Data);

        run.ShouldPrintJson();
        run.Output.TrimEnd().ShouldBe(
            """{"person_id":"per_1","values":["email","pass","name"],"consents":{"ven:bar":["email","name"]},"palms":["left"]}""");
        (await PersonAsync("--id", "per_1")).ShouldRefuse("per_1 exists already");
    }

    [Theory]
    [InlineData("NAME=TEXT", "--value", "email")]
    [InlineData("given twice", "--value", "email=a", "--value", "email=b")]
    [InlineData("is no date", "--value", "birthdate=10.12.1990")]
    [InlineData("does not exist", "--consent", "ven_none:email")]
    [InlineData("palm is given twice", "--palm-seed", "a", "--left", "/dev/null", "--right", "/dev/null")]
    [InlineData("no person", "--file", "/dev/null")]
    [InlineData("but once", "--file", "-", "--left", "-")]
    public async Task A_person_who_cannot_be_is_refused(string saying, params string[] arguments)
    {
        if (saying == "palm is given twice")
        {
            string palm = Convert.ToBase64String(SyntheticPalm.Of("a", Hand.Left).Enrolled.ToBytes());
            File.WriteAllText(_folder.File("palm"), palm);
            arguments = [.. arguments.Select(argument => argument == "/dev/null" ? _folder.File("palm") : argument)];
        }

        (await PersonAsync(arguments)).ShouldRefuse(saying);
    }

    [Theory]
    [InlineData("""{"value":{"email":"sentinel@example.org"}}""")]
    [InlineData("""{"values":{"email":"sentinel@example.org","email":"b"}}""")]
    [InlineData("""{"values":{"email":"sentinel@example.org","phone":{"expires_at":"2030-01-01T00:00:00Z"}}}""")]
    [InlineData("""{"values":{"email":"sentinel@example.org\ud800"}}""")]
    [InlineData("""{"values":{"email":"sentinel@example.org"},"palms":{"left":"AAAA"}}""")]
    [InlineData("""["sentinel@example.org"]""")]
    public async Task A_malformed_file_is_refused_and_not_quoted(string file)
    {
        BoopRun run = await BoopRun.WithInputAsync(file, "person", "add", "--file", "-", "--data", _folder.Data);

        run.ShouldRefuse("");
        run.Error.ShouldNotContain("sentinel");
    }

    private Task<BoopRun> VendorAsync(params string[] arguments) => BoopRun.OfAsync(["vendor", "add", "--data", _folder.Data, .. arguments]);

    private Task<BoopRun> ScannerAsync(params string[] arguments) => BoopRun.OfAsync(["scanner", "add", "--data", _folder.Data, .. arguments]);

    private Task<BoopRun> PersonAsync(params string[] arguments) => BoopRun.OfAsync(["person", "add", "--data", _folder.Data, .. arguments]);
}
