using System.Text;
using AllSolutionsExchange.AllSolutions.Connectors;
using AllSolutionsExchange.Model;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>What connector.json may say, and what whoever wrote it is told.</summary>
public sealed class ConnectorMapTests
{
    [Fact]
    public void The_sample_is_read()
    {
        var map = SampleMap.Read(SampleMap.Text);
        Assert.Equal(("W. Europe Standard Time", new Uri("https://erp.contoso.nl/api/v1/")), (map.TimeZone, map.Server.Url));
        Assert.Equal(new SignInMap.Basic("koppeling") { Secret = "erp" }, map.Server.SignIn);
        Assert.Equal([ItemKind.Appointment, ItemKind.Task], map.Kinds.Keys);
        var appointment = map.Kinds[ItemKind.Appointment];
        Assert.Equal(AppointmentFields.Kind.AllFields & ~(FieldSet)AppointmentFields.Attendees, appointment.KnownFields);
        Assert.Equal(new PagingMap.Offset("vanaf", "maximum", 200), appointment.List.Paging);
        Assert.Equal(TimeSpan.FromHours(2), appointment.List.Since!.Overlap);
        Assert.Equal(TaskFields.Kind.AllFields, map.Kinds[ItemKind.Task].KnownFields);
        Assert.True(map.Kinds[ItemKind.Task].SendsWhole);
    }

    [Theory]
    [InlineData("\"Subject\": {", "\"Subjct\": {", "$.kinds.Appointment.fields.Subjct", "'Subjct' is not known here. Write 'Subject'.")]
    [InlineData(
        "\"timeZone\": \"Europe/Amsterdam\"",
        "\"timeZone\": \"Europe/Amsterdm\"",
        "$.timeZone",
        "is not a time zone that is known here"
    )]
    [InlineData("https://erp", "http://erp", "$.rest.url", "http is taken on this machine only.")]
    [InlineData("https://erp", "https://me:hush@erp", "$.rest.url", "holds a user name")]
    [InlineData(
        "\"afspraken/{id}\" },\n      \"create\"",
        "\"afspraken/{nr}\" },\n      \"create\"",
        "$.kinds.Appointment.read.path",
        "'{nr}' is not known here. Write one of: {id}, {user}, {mailbox}."
    )]
    [InlineData(
        "\"afspraken/{id}\" },\n      \"create\"",
        "\"/afspraken/{id}\" },\n      \"create\"",
        "$.kinds.Appointment.read.path",
        "without a slash before it."
    )]
    [InlineData("\"Busy\": \"bezet\", ", "", "$.kinds.Appointment.fields.ShowAs.values", "'Busy' is missing. Add \"Busy\".")]
    [InlineData("\"Personal\": 1", "\"Personal\": 0", "$.kinds.Appointment.fields.Sensitivity.values.Personal", "0 is Normal already")]
    [InlineData(
        "\"size\": 200",
        "\"size\": \"200\"",
        "$.kinds.Appointment.list.paging.size",
        "Write one from 1 to 10000, without quotation marks."
    )]
    [InlineData(
        "dd-MM-yyyy HH:mm:ss",
        "DD-MM-JJJJ",
        "$.kinds.Appointment.fields.Time.start.format",
        "dates cannot be written and read by this format"
    )]
    [InlineData("\"type\": \"basic\"", "\"type\": \"Basic\"", "$.rest.signIn.type", "'Basic' is not known here. Write 'basic'.")]
    [InlineData("\"modified\": { \"name\": \"gewijzigd\" },", "", "$.kinds.Appointment.list.since", "nothing tells when a row was changed")]
    [InlineData(
        "\"headers\": { ",
        "\"headers\": { \"authorization\": \"Basic aHVzaA==\", ",
        "$.rest.headers",
        "Who asks is told with \"signIn\"."
    )]
    [InlineData("\"user\": \"koppeling\"", "\"user\": \"koppeling:hush\"", "$.rest.signIn.user", "with a colon cannot sign in")]
    [InlineData("\"Accept-Language\"", "\"Accept Language\"", "$.rest.headers", "cannot be the name of a header")]
    public void A_fault_is_told_with_its_place_and_what_to_write(string right, string wrong, string path, string told)
    {
        var text = Replaced(right, wrong);
        var faults = SampleMap.Faults(text);
        Assert.Contains(
            faults,
            fault => fault.Contains($", {path}: ", StringComparison.Ordinal) && fault.Contains(told, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("hush", string.Join(" ", faults), StringComparison.Ordinal);
        Assert.DoesNotContain("aHVzaA", string.Join(" ", faults), StringComparison.Ordinal);
    }

    [Fact]
    public void The_place_is_the_line_and_column_of_an_editor()
    {
        const string Text = "\uFEFF{\r\n  // één\r\n  \"één\": \"\", \"timeZne\": 1\r\n}";
        Assert.Equal(
            ["line 1, column 1, $: ", "line 3, column 3, $.één: ", "line 3, column 14, $.timeZne: "],
            SampleMap
                .Faults([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Text.TrimStart('\uFEFF'))])
                .Select(fault => fault[..(fault.IndexOf(": ", StringComparison.Ordinal) + 2)])
                .Distinct()
        );
    }

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_the_lines()
    {
        var text = Replaced("\"Subject\": {", "\"Subjct\": {").Replace("\"url\"", "\"uri\"", StringComparison.Ordinal);
        text = text.Replace("\"begin\"", "1", StringComparison.Ordinal);
        var exception = Assert.Throws<ConnectorMapException>(() => SampleMap.Read(text));
        var lines = exception.Faults.Select(LineOf).ToList();
        Assert.Equal(lines.Order(), lines);
        Assert.Equal(5, exception.Faults.Count);
        Assert.All(exception.Faults, fault => Assert.Contains(fault, exception.Message, StringComparison.Ordinal));
        Assert.Equal(("ConnectorMapRefused", FailureCategory.InvalidData), (exception.ErrorId, exception.Category));
    }

    [Theory]
    [InlineData("password")]
    [InlineData("wachtwoord")]
    [InlineData("clientSecret")]
    [InlineData("accessToken")]
    [InlineData("apiKey")]
    public void A_secret_in_the_map_is_refused_and_not_shown(string name)
    {
        var faults = SampleMap.Faults(Replaced("\"secret\": \"erp\"", $"\"secret\": \"erp\", \"{name}\": \"hush\""));
        Assert.Contains("A secret is never in the map", Assert.Single(faults), StringComparison.Ordinal);
        Assert.DoesNotContain("hush", faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_given_twice_is_a_fault() =>
        Assert.Contains(
            "a second time",
            Assert.Single(SampleMap.Faults(Replaced("\"id\": \"id\",", "\"id\": \"id\", \"id\": \"nr\","))),
            StringComparison.Ordinal
        );

    /// <summary>Wherever a file is cut, and whatever byte of it is another one, it is taken or refused with a place inside of it.</summary>
    [Fact]
    public void What_is_no_map_is_never_anything_but_refused()
    {
        var whole = Encoding.UTF8.GetBytes(SampleMap.Text);
        var random = new Random(13);
        var lines = SampleMap.Text.Split('\n').Length;
        for (var round = 0; round < 1500; round++)
        {
            var bytes = whole.ToArray();
            if (round % 3 == 0)
            {
                bytes = bytes[..random.Next(bytes.Length)];
            }
            else
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.All(
                SampleMap.Faults(bytes),
                fault => Assert.InRange(fault.StartsWith("There", StringComparison.Ordinal) ? 1 : LineOf(fault), 1, lines + 1)
            );
        }
    }

    [Theory]
    [InlineData(ItemKind.Appointment, "Attendees")]
    [InlineData(ItemKind.Task)]
    public void Every_field_of_a_kind_can_be_mapped(ItemKind kind, params string[] but) =>
        Assert.Equal(
            Kinds.Of(kind).Fields.Except(but).Order(StringComparer.Ordinal),
            KindParts.Of(kind).Parts.Select(part => part.Field).Distinct().Order(StringComparer.Ordinal)
        );

    private static int LineOf(string fault) => int.Parse(fault.Split(' ', ',')[1]);

    private static string Replaced(string right, string wrong)
    {
        Assert.Contains(right, SampleMap.Text, StringComparison.Ordinal);
        var at = SampleMap.Text.IndexOf(right, StringComparison.Ordinal);
        return SampleMap.Text[..at] + wrong + SampleMap.Text[(at + right.Length)..];
    }
}
