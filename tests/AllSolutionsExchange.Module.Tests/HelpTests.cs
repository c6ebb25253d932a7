using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests;

/// <summary>What Get-Help says of each cmdlet of the built module: nothing is missing, and its examples can be typed.</summary>
public sealed class HelpTests : IDisposable
{
    private static readonly HashSet<string> Common = [.. Cmdlet.CommonParameters];

    private readonly ModuleSession _session = new();
    private readonly IReadOnlyList<CmdletInfo> _exported;

    public HelpTests() => _exported = [.. _session.Run("Get-Command -Module AllSolutionsExchange").Values.Cast<CmdletInfo>()];

    public void Dispose() => _session.Dispose();

    [Fact]
    public void EveryCmdletHasSynopsisAndDescription() =>
        Assert.All(
            _exported,
            command =>
            {
                var help = HelpOf(command);
                Assert.EndsWith(".", Value<string>(help, "Synopsis").Trim(), StringComparison.Ordinal);
                Assert.NotEmpty(Paragraphs(help, "description"));
            }
        );

    [Fact]
    public void EveryParameterIsDescribed() =>
        Assert.All(
            _exported,
            command =>
            {
                var described = Items(Value<PSObject>(HelpOf(command), "parameters"), "parameter")
                    .ToDictionary(parameter => Value<string>(parameter, "name"), StringComparer.Ordinal);
                var expected = command.Parameters.Keys.Where(name => !Common.Contains(name)).ToList();
                Assert.Equal(expected.Order(StringComparer.Ordinal), described.Keys.Order(StringComparer.Ordinal));
                Assert.All(expected, name => Assert.NotEmpty(Paragraphs(described[name], "description")));
            }
        );

    [Fact]
    public void EverySyntaxIsShown() =>
        Assert.All(
            _exported,
            command => Assert.Equal(command.ParameterSets.Count, Items(Value<PSObject>(HelpOf(command), "syntax"), "syntaxItem").Count)
        );

    [Fact]
    public void WhatIsReturnedIsNamedAndExplained() =>
        Assert.All(
            _exported,
            command =>
            {
                var outputs = Items(Value<PSObject>(HelpOf(command), "returnValues"), "returnValue");
                Assert.Equal(command.OutputType.Count, outputs.Count);
                Assert.All(outputs, output => Assert.NotEmpty(Paragraphs(output, "description")));
            }
        );

    /// <summary>A default that is no constant is said too.</summary>
    [Fact]
    public void WhatIsTakenIfNothingIsGivenIsShown()
    {
        string[] names = ["Store", "BackupDirectory", "Kind", "Name", "TimeZone", "Direction", "Url"];
        var shown = (
            from command in _exported
            from parameter in Items(Value<PSObject>(HelpOf(command), "parameters"), "parameter")
            let name = Value<string>(parameter, "name")
            where names.Contains(name, StringComparer.Ordinal) && Value<string>(parameter, "required") == "false"
            select (Parameter: $"{command.Name} -{name}", Default: Value<string>(parameter, "defaultValue"))
        ).ToList();
        Assert.True(shown.Count > 20, $"{shown.Count} parameters");
        Assert.DoesNotContain(shown, each => string.IsNullOrWhiteSpace(each.Default));
        Assert.Contains(("Get-AsEwsProxy -BackupDirectory", "the folder web.config beside the store"), shown);
        Assert.Contains(
            "unchanged",
            Items(Value<PSObject>(HelpOf(_exported.Single(command => command.Name == "Set-AsAppointment")), "parameters"), "parameter")
                .Where(parameter => Value<string>(parameter, "name") == "AllDay")
                .Select(parameter => Value<string>(parameter, "defaultValue"))
        );
    }

    /// <summary>What a cmdlet begins with is what its help says: a number in the text alone is forgotten when the number changes.</summary>
    [Fact]
    public void TheDefaultThatIsShownIsTheOneThatIs() =>
        Assert.All(
            _exported,
            command =>
            {
                var shown = Items(Value<PSObject>(HelpOf(command), "parameters"), "parameter")
                    .ToDictionary(
                        parameter => Value<string>(parameter, "name"),
                        parameter => Value<string>(parameter, "defaultValue"),
                        StringComparer.Ordinal
                    );
                using var cmdlet = Activator.CreateInstance(command.ImplementingType) as IDisposable;
                foreach (
                    var property in command
                        .ImplementingType.GetProperties()
                        .Where(property => IsOptional(property) && property.PropertyType is { IsValueType: true } or { Name: "String" })
                )
                {
                    var value = property.GetValue(cmdlet ?? Activator.CreateInstance(command.ImplementingType));

                    // A switch that is not given is False, and where a thing is changed it leaves that as it is.
                    if (value is not (null or "") && shown[property.Name] != "unchanged")
                    {
                        Assert.Equal(
                            $"{command.Name} -{property.Name}: {value}",
                            $"{command.Name} -{property.Name}: {shown[property.Name]}"
                        );
                    }
                }
            }
        );

    [Fact]
    public void EveryPropertyOfWhatIsReturnedIsExplained() =>
        Assert.All(
            _exported,
            command =>
            {
                var help = string.Join(
                    '\n',
                    Items(Value<PSObject>(HelpOf(command), "returnValues"), "returnValue")
                        .SelectMany(output => Paragraphs(output, "description"))
                );
                var types = command
                    .OutputType.Select(output => output.Type)
                    .Where(type => type?.Namespace?.StartsWith("AllSolutionsExchange", StringComparison.Ordinal) == true);
                Assert.All(
                    types.SelectMany(type => Properties(type, "")),
                    name => Assert.Contains(name + ": ", help, StringComparison.Ordinal)
                );
            }
        );

    /// <summary>Those of what a property holds too: a list of steps explains nothing of a step.</summary>
    private static IEnumerable<string> Properties(Type type, string prefix) =>
        type.GetProperties()
            .SelectMany(property =>
            {
                var held = property.PropertyType.IsGenericType ? property.PropertyType.GenericTypeArguments[0] : property.PropertyType;
                var isOurs =
                    held.Namespace?.StartsWith("AllSolutionsExchange", StringComparison.Ordinal) == true && !held.IsEnum && held != type;
                return isOurs
                    ? [prefix + property.Name, .. Properties(held, $"{prefix}{property.Name}.")]
                    : new[] { prefix + property.Name };
            });

    [Fact]
    public void EveryCmdletLeadsToOthersThatThereAre() =>
        Assert.All(
            _exported,
            command =>
            {
                var links = Items(Value<PSObject>(HelpOf(command), "relatedLinks"), "navigationLink")
                    .Select(link => Value<string>(link, "linkText"))
                    .ToList();
                Assert.Contains("about_AllSolutionsExchange", links);
                Assert.True(links.Count > 1, $"{command.Name} leads nowhere");
                Assert.All(
                    links.Where(link => link != "about_AllSolutionsExchange"),
                    link => Assert.Contains(link, _exported.Select(other => other.Name))
                );
                Assert.DoesNotContain(command.Name, links);
            }
        );

    [Fact]
    public void EveryCmdletHasTwoExamplesAndTheyArePipelines() =>
        Assert.All(
            _exported,
            command =>
            {
                var examples = Examples(command);
                Assert.True(examples.Count >= 2, "fewer than two examples");
                Assert.All(examples, example => Assert.NotEmpty(Paragraphs(example, "remarks")));
                Assert.All(
                    examples,
                    example =>
                    {
                        var pipelines = CommandUses
                            .Parse(Value<string>(example, "code"))
                            .FindAll(node => node is PipelineAst { PipelineElements.Count: > 1 }, searchNestedScriptBlocks: true);
                        Assert.True(pipelines.Any(), Value<string>(example, "code") + " is no pipeline");
                    }
                );
            }
        );

    [Fact]
    public void EveryExampleCallsWhatThereIs()
    {
        var uses = new CommandUses(_exported);
        Assert.All(_exported, command => Assert.All(Examples(command), example => uses.Check(Value<string>(example, "code"))));
        Assert.True(uses.Count > _exported.Count);
    }

    [Fact]
    public void TheTopicOfTheModuleNamesEveryCmdlet()
    {
        var topic = File.ReadAllText(Path.Combine(BuiltModule.Folder, "en-US", "about_AllSolutionsExchange.help.txt"));
        Assert.All(_exported, command => Assert.Contains(command.Name, topic, StringComparison.Ordinal));
    }

    /// <summary>By the module's own table, read in its load context, so that one that is forgotten in the topic is noticed.</summary>
    [Fact]
    public void TheTopicOfTheErrorsExplainsEveryError()
    {
        var topic = File.ReadAllText(Path.Combine(BuiltModule.Folder, "en-US", "about_AllSolutionsExchange_Errors.help.txt"));
        var errors = CoreTypes.Find("ErrorIds").GetProperties(BindingFlags.Public | BindingFlags.Static);
        Assert.True(errors.Length > 80, $"{errors.Length} errors");
        var lines = topic.Split('\n');
        Assert.Equal(
            errors.Select(error => error.Name).Order(StringComparer.Ordinal),
            lines
                .Where((_, index) => index + 1 < lines.Length && lines[index + 1].StartsWith("        Meaning: ", StringComparison.Ordinal))
                .Select(line => line.Trim())
        );
        foreach (var part in new[] { "Meaning: ", "Cause:   ", "Cure:    " })
        {
            Assert.Equal(
                errors.Length,
                lines.Count(line => line.StartsWith("        " + part, StringComparison.Ordinal) && line.Length > 20)
            );
        }
    }

    [Fact]
    public void TheTopicsFitOn80Columns() =>
        Assert.All(
            Directory.GetFiles(Path.Combine(BuiltModule.Folder, "en-US"), "about_*.txt"),
            topic => Assert.All(File.ReadAllLines(topic), line => Assert.True(line.Length < 80, $"{Path.GetFileName(topic)}: {line}"))
        );

    [Fact]
    public void NoTopicHasASectionTwice() =>
        Assert.All(
            Directory.GetFiles(Path.Combine(BuiltModule.Folder, "en-US"), "about_*.txt"),
            topic =>
            {
                var heads = File.ReadAllLines(topic).Where(line => line.Length > 0 && line[0] != ' ').ToList();
                Assert.Equal(heads.Distinct(StringComparer.Ordinal), heads);
            }
        );

    /// <summary>PowerShell breaks lines between words in six languages, and inside words in all others.</summary>
    [Theory]
    [InlineData("nl-NL")]
    [InlineData("en-US")]
    public void HelpKeepsItsWordsOn80Columns(string culture)
    {
        _session.Host.Resize(80);
        foreach (var command in _exported)
        {
            var help = HelpOf(command);
            var parameters = Items(Value<PSObject>(help, "parameters"), "parameter");
            var texts = parameters
                .Concat(Items(Value<PSObject>(help, "returnValues"), "returnValue"))
                .Append(help)
                .SelectMany(part => Paragraphs(part, "description"));
            _session.RunOnScreen($"[cultureinfo]::CurrentCulture = '{culture}'; Get-Help {command.Name} -Full");
            var shown = _session.Host.Screen.SelectMany(line => line.Split(' ')).ToHashSet(StringComparer.Ordinal);
            Assert.Empty(texts.SelectMany(text => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).Except(shown));
        }
    }

    [Fact]
    public void ACategoryIsTheOneOfPowerShellOfTheSameName() =>
        Assert.All(
            Enum.GetValues(CoreTypes.Find("FailureCategory")).Cast<object>(),
            category => Assert.Equal(category.ToString(), ((ErrorCategory)(int)category).ToString())
        );

    private static bool IsOptional(PropertyInfo property) =>
        property.GetCustomAttributes<ParameterAttribute>().ToList() is { Count: > 0 } sets && sets.TrueForAll(set => !set.Mandatory);

    private PSObject HelpOf(CmdletInfo command)
    {
        var help = Assert.Single(_session.Run($"Get-Help {command.Name} -Full").Output);
        Assert.Contains("MamlCommandHelpInfo", help.TypeNames[0], StringComparison.Ordinal);
        return help;
    }

    private IReadOnlyList<PSObject> Examples(CmdletInfo command) => Items(Value<PSObject>(HelpOf(command), "examples"), "example");

    private static T Value<T>(PSObject help, string property) => LanguagePrimitives.ConvertTo<T>(help.Properties[property]?.Value);

    private static IReadOnlyList<PSObject> Items(PSObject? help, string property) =>
        help?.Properties[property]?.Value is { } value
            ? [.. LanguagePrimitives.ConvertTo<object[]>(value).Select(PSObject.AsPSObject)]
            : [];

    private static IReadOnlyList<string> Paragraphs(PSObject help, string property) =>
        [
            .. Items(help, property)
                .Select(paragraph => (paragraph.Properties["Text"]?.Value as string ?? "").Trim())
                .Where(text => text.Length > 0),
        ];
}
