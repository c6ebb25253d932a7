using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using AllSolutionsExchange.Demo.Console;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests;

/// <summary>
/// Sentences in views stay whole and are broken between words, at any width and in any culture: PowerShell itself breaks words in
/// most languages, and commands are to be copied.
/// </summary>
public sealed class ViewTextTests
{
    private const string Sentence =
        "Look it up with Get-WebServicesVirtualDirectory -ADPropertiesOnly | Format-List Server,InternalUrl,ExternalUrl and then run "
        + "Set-AsExchangeParameter -CertificateThumbprint with what was found; see what Test-AsExchangeEndpoint finds.";

    private static readonly string[] Prose = ["Detail", "Advice", "Message", "AccountRefusedReason"];

    public static TheoryData<string, string, int> ViewsAndScreens
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var type in ViewTypes())
            {
                foreach (var culture in new[] { "nl-NL", "en-US", "de-DE" })
                {
                    foreach (var width in new[] { 80, 120 })
                    {
                        data.Add(type, culture, width);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ViewsAndScreens))]
    public void ASentenceKeepsItsWords(string type, string culture, int width)
    {
        using var session = new ModuleSession();
        session.Host.Resize(width);
        session.Set("Value", Filled(Find(type)));
        session.RunOnScreen($"[cultureinfo]::CurrentCulture = '{culture}'; $Value");
        var words = session.Host.Screen.SelectMany(line => line.Split(' ')).ToHashSet(StringComparer.Ordinal);
        if (words.Overlaps(["Get-WebServicesVirtualDirectory", "ADPropertiesOnly", "Look"]))
        {
            Assert.Empty(Sentence.Split(' ').Except(words, StringComparer.Ordinal));
        }

        Assert.All(session.Host.Screen, line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void TheViewsThatShowSentencesAreAmongThem()
    {
        using var session = new ModuleSession();
        var shown = ViewTypes()
            .Where(type =>
            {
                session.Set("Value", Filled(Find(type)));
                session.RunOnScreen("$Value");
                return session.Host.Screen.Any(line => line.Contains("Look it up", StringComparison.Ordinal));
            });
        Assert.True(shown.Count() >= 5, string.Join(", ", shown));
    }

    /// <summary>The views that a type has beside its first one, which Format-List shows: each in a session that has it alone.</summary>
    [Theory]
    [InlineData("nl-NL", 80)]
    [InlineData("nl-NL", 120)]
    [InlineData("en-US", 80)]
    [InlineData("de-DE", 80)]
    public void ASentenceKeepsItsWordsInTheFurtherViewsOfAType(string culture, int width)
    {
        var further = Further();
        Assert.Contains("SyncHoldList", further.Select(view => view.Element("Name")!.Value));
        Assert.All(
            further,
            view =>
            {
                var screen = ShownAlone(view, culture, width);
                Assert.Empty(Sentence.Split(' ').Except(screen.SelectMany(line => line.Split(' ')), StringComparer.Ordinal));
                Assert.All(screen, line => Assert.True(line.Length <= width, line));
            }
        );
    }

    /// <summary>Format-List shows the list beside a table: what that forgets is nowhere on the screen.</summary>
    [Fact]
    public void AListBesideATableLeavesNoPropertyOut()
    {
        using var session = new ModuleSession();
        var lists = Further().Where(view => view.Element("ListControl") is not null).ToList();
        Assert.Contains("SyncResultList", lists.Select(view => view.Element("Name")!.Value));
        Assert.Empty(
            lists.SelectMany(view =>
                Find(view.Descendants("TypeName").First().Value)
                    .GetProperties()
                    .Select(property => property.Name)
                    .Except(
                        view.Descendants("ListItem").Select(item => (item.Element("Label") ?? item.Element("PropertyName"))!.Value),
                        StringComparer.Ordinal
                    )
                    .Select(property => $"{view.Element("Name")!.Value}: {property}")
            )
        );
    }

    private static IReadOnlyList<string> ShownAlone(XElement view, string culture, int width)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("asx-view-").FullName, "One.Format.ps1xml");
        new XDocument(new XElement("Configuration", new XElement("ViewDefinitions", view))).Save(file);
        var state = HostedSession.State();
        state.Formats.Add(new SessionStateFormatEntry(file));
        var host = new RecordingHost();
        host.Resize(width);
        using var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        runspace.SessionStateProxy.SetVariable("Value", Filled(Find(view.Descendants("TypeName").First().Value)));
        using var shell = PowerShell.Create(runspace);
        shell.AddScript($"[cultureinfo]::CurrentCulture = '{culture}'; $Value").AddCommand("Out-Default").Invoke();
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return [.. host.Screen];
    }

    private static List<XElement> Further() =>
        [.. Views("View").GroupBy(view => view.Descendants("TypeName").First().Value).SelectMany(views => views.Skip(1))];

    private static IEnumerable<string> ViewTypes() => Views("TypeName").Select(name => name.Value).Distinct();

    private static IEnumerable<XElement> Views(string element) =>
        XDocument.Load(Path.Combine(BuiltModule.Folder, "AllSolutionsExchange.Format.ps1xml")).Descendants(element);

    private static Type Find(string type) =>
        Assembly.Load("AllSolutionsExchange.Core").GetType(type)
        ?? Assembly.LoadFrom(Path.Combine(BuiltModule.Folder, "bin", "AllSolutionsExchange.dll")).GetType(type, throwOnError: true)!;

    /// <summary>An object of which each text that can be long is.</summary>
    private static object Filled(Type type)
    {
        var result = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            if (Value(property) is { } value)
            {
                property.SetValue(result, value);
            }
        }

        return result;
    }

    private static object? Value(PropertyInfo property) =>
        property.PropertyType switch
        {
            var text when text == typeof(string) && property.Name == "Outcome" => "Failed",
            var text when text == typeof(string) => Prose.Contains(property.Name, StringComparer.Ordinal) ? Sentence : "x",
            var list when list == typeof(IReadOnlyList<string>) => new[] { property.Name == "Drift" ? Sentence : "x" },
            var list when list.IsGenericType && list.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => Some(
                list.GenericTypeArguments[0]
            ),
            var time when time == typeof(DateTime) || time == typeof(DateTime?) => new DateTime(2026, 12, 7, 8, 30, 0, DateTimeKind.Utc),
            var uri when uri == typeof(Uri) => new Uri("https://mail.contoso.nl/EWS/Exchange.asmx"),
            var other when other.IsClass && other.Namespace!.StartsWith("AllSolutionsExchange", StringComparison.Ordinal) => Filled(other),
            _ => null,
        };

    private static Array Some(Type element)
    {
        var values = Array.CreateInstance(element, 1);
        values.SetValue(Filled(element), 0);
        return values;
    }
}
