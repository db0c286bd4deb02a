using System.Reflection;

namespace Boop.Client.Tests.Snippets;

/// <summary>What docs/sdk.md and the package's own page say is so.</summary>
public sealed class SdkPageTests
{
    private static readonly string Page = Read("sdk.md");

    [Theory]
    [InlineData("sdk.md", 11)]
    [InlineData("README.md", 1)]
    public void Every_snippet_of_the_pages_is_compiled(string page, int count)
    {
        string source = Flat(Read("SdkPage.cs"));
        string[] snippets = [.. Read(page).Split("```csharp").Skip(1).Select(rest => rest.Split("```")[0])];
        snippets.Length.ShouldBe(count);
        foreach (string snippet in snippets)
        {
            source.ShouldContain(Flat(snippet), Case.Sensitive, snippet);
        }
    }

    [Fact]
    public void Every_code_has_its_place_and_its_cure_on_the_page()
    {
        foreach (string code in CureTests.Codes.Select(row => row.Data))
        {
            Page.ShouldContain($"### {code}\n{Cures.For(code)}\n");
        }
    }

    [Fact]
    public void Every_option_is_on_the_page()
    {
        foreach (PropertyInfo option in typeof(BoopClientOptions).GetProperties())
        {
            Page.ShouldContain($"`{option.Name}`");
        }
    }

    private static string Flat(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim().TrimEnd(';')).Where(line => line.Length > 0));

    private static string Read(string name)
    {
        using Stream stream = typeof(SdkPageTests).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
