using System.Collections;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests;

/// <summary>Every time that is returned says its zone, or is a day, and is the same text in any culture.</summary>
public sealed class TimeTests : IDisposable
{
    private static readonly DateTime Time = new(2026, 12, 7, 9, 30, 5, 120, DateTimeKind.Utc);

    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void ATimeIsNamedUtcOrStandsBesideItsZone()
    {
        var times = Times().ToList();
        Assert.NotEmpty(times);
        Assert.All(
            times,
            time =>
                Assert.True(
                    time.Property.EndsWith("Utc", StringComparison.Ordinal)
                        || IsDay(time.Property)
                        || time.Type.GetProperty("TimeZone") is not null,
                    $"{time.Type.Name}.{time.Property}"
                )
        );
    }

    /// <summary>Export-Csv, a text in quotes and Format-List take what ToString gives: under nl-NL that is 07-12-2026, which nobody can
    /// read back.</summary>
    [Theory]
    [InlineData("nl-NL")]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    public void TheTextOfATimeIsTheSameInAnyCulture(string culture)
    {
        var wrong = new List<string>();
        foreach (var (type, property) in Times())
        {
            var result = RuntimeHelpers.GetUninitializedObject(type);
            type.GetProperty(property)!.SetValue(result, Time);
            _session.Set("Result", result);
            var text = Assert.Single(
                _session
                    .Run($"[cultureinfo]::CurrentCulture = '{culture}'; $Result.PSObject.Properties['{property}'].Value.ToString()")
                    .Values
            );
            if (!Equals(IsDay(property) ? "2026-12-07" : "2026-12-07T09:30:05.12Z", text))
            {
                wrong.Add($"{type.Name}.{property}: {text}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("$Result.StartUtc -is [datetime]", true)]
    [InlineData("$Result.StartUtc -gt [datetime]'2026-12-07 09:00'", true)]
    [InlineData("[datetime]'2026-12-08' -gt $Result.StartUtc", true)]
    [InlineData("$Result.StartUtc.AddDays(1).Day", 8)]
    [InlineData("$Result.StartUtc.Kind.ToString()", "Utc")]
    [InlineData("$Result.StartUtc.ToString('dd-MM')", "07-12")]
    [InlineData("$Result.StartUtc.ToString('MMMM', [cultureinfo]'nl-NL')", "december")]
    [InlineData("'{0:yyyy}' -f $Result.StartUtc", "2026")]
    [InlineData("($Result | Where-Object StartUtc -lt ([datetime]'2026-12-07 10:00')).Title", "Visit")]
    [InlineData("$Result.PSObject.Copy().StartUtc -eq $Result.StartUtc", true)]
    public void InEverythingElseItIsADate(string script, object expected)
    {
        _session.Set("Result", CoreTypes.Make("Sync.SyncPlanItem", new Hashtable { ["Title"] = "Visit", ["StartUtc"] = Time }));
        Assert.Equal(expected, Assert.Single(_session.Run(script).Values));
    }

    [Fact]
    public void ATimeThatIsNotThereStaysNull()
    {
        _session.Set("Result", RuntimeHelpers.GetUninitializedObject(CoreTypes.Find("Sync.SyncItemError")));
        Assert.Equal(true, Assert.Single(_session.Run("$null -eq $Result.StartUtc").Values));
    }

    [Fact]
    public void AColumnOfATimeNamesItsZone()
    {
        var columns = XDocument
            .Load(Path.Combine(BuiltModule.Folder, "AllSolutionsExchange.Format.ps1xml"))
            .Descendants("TableControl")
            .SelectMany(Columns)
            .ToList();
        var utc = columns
            .Where(column =>
                column.Shows.Contains("Utc", StringComparison.Ordinal) && !column.Shows.Contains("zzz", StringComparison.Ordinal)
            )
            .ToList();
        Assert.NotEmpty(utc);
        Assert.All(utc, column => Assert.Contains("UTC", column.Label, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsDay(string property) => property.EndsWith("Date", StringComparison.Ordinal);

    private static IEnumerable<(string Label, string Shows)> Columns(XElement table)
    {
        var shows = table.Descendants("TableColumnItem").Select(item => item.Value).ToList();
        return table.Descendants("TableColumnHeader").Select((header, i) => (header.Element("Label")?.Value ?? shows[i], shows[i]));
    }

    /// <summary>The times of what cmdlets return, and of what stands in the lists of that.</summary>
    private IEnumerable<(Type Type, string Property)> Times()
    {
        var types = _session.Run("(Get-Command -Module AllSolutionsExchange).OutputType.Type").Values.Cast<Type>().ToHashSet();
        types.UnionWith([
            .. types.SelectMany(type => type.GetProperties()).SelectMany(property => property.PropertyType.GenericTypeArguments),
        ]);
        return types
            .Where(type => type.Namespace!.StartsWith("AllSolutionsExchange", StringComparison.Ordinal))
            .SelectMany(
                type =>
                    type.GetProperties()
                        .Where(property => property.PropertyType == typeof(DateTime) || property.PropertyType == typeof(DateTime?)),
                (type, property) => (type, property.Name)
            );
    }
}
