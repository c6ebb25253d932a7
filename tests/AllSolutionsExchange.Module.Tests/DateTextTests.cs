using System.Globalization;
using System.Management.Automation;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests;

/// <summary>A date as text has one reading, whatever the culture, or it is refused.</summary>
public sealed class DateTextTests : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly ArgumentTransformationAttribute _reader;

    public DateTextTests()
    {
        var cmdlet = (CmdletInfo)_session.Run("Get-Command Get-AsAppointment").Output[0].BaseObject;
        _reader = cmdlet
            .ImplementingType.GetProperty("From")!
            .GetCustomAttributes(inherit: false)
            .OfType<ArgumentTransformationAttribute>()
            .Single();
    }

    public void Dispose() => _session.Dispose();

    public static TheoryData<string> Cultures { get; } =
        new("", "nl-NL", "en-US", "en-GB", "de-DE", "da-DK", "fi-FI", "th-TH", "ar-SA", "fa-IR", "ja-JP", "hu-HU");

    [Theory]
    [MemberData(nameof(Cultures))]
    public void TheYearFirstIsTheSameDateInEveryCulture(string culture)
    {
        Assert.Equal(new DateTime(2027, 3, 4, 9, 30, 0), Read(culture, "2027-03-04 09:30"));
        Assert.Equal(new DateTime(2027, 3, 4, 9, 30, 15), Read(culture, "2027-03-04T09:30:15"));
        Assert.Equal(new DateTime(2027, 3, 4), Read(culture, " 2027/3/4 "));
        Assert.Equal(new DateTime(2027, 12, 31, 14, 5, 0), Read(culture, "2027.12.31 2:05 PM"));
        Assert.Equal(DateTimeKind.Unspecified, Read(culture, "2027-03-04T09:30:15").Kind);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void AnOffsetMakesItAMoment(string culture)
    {
        var expected = new DateTime(2027, 3, 4, 8, 30, 0, DateTimeKind.Utc);
        Assert.All(
            ["2027-03-04T09:30+01:00", "2027-03-04 08:30Z", "2027-03-04T08:30:00.0000000Z", "2027-03-04 03:30-0500"],
            text =>
            {
                Assert.Equal(expected, Read(culture, text));
                Assert.Equal(DateTimeKind.Utc, Read(culture, text).Kind);
            }
        );
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void TwoNumbersThatCouldBothBeTheMonthAreRefusedInEveryCulture(string culture) =>
        Assert.All(
            ["03-04-2027", "3/4/2027 09:30", "12.01.2027", "01-12-2027T10:00"],
            text => Assert.Contains("can be", Refused(culture, text), StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("", "31-12-2026 09:30", "2026-12-31T09:30:00")]
    [InlineData("nl-NL", "31-12-2026 09:30", "2026-12-31T09:30:00")]
    [InlineData("en-US", "12/31/2026 9:30 PM", "2026-12-31T21:30:00")]
    [InlineData("en-US", "31-12-2026", "2026-12-31T00:00:00")]
    [InlineData("de-DE", "5.5.2027 23:59", "2027-05-05T23:59:00")]
    [InlineData("da-DK", "31.12.2026 09.30", "2026-12-31T09:30:00")]
    [InlineData("nl-NL", "7 december 2026 09:30", "2026-12-07T09:30:00")]
    [InlineData("nl-NL", "maandag 7 december 2026", "2026-12-07T00:00:00")]
    [InlineData("nl-NL", "December 7, 2026 9:30 AM", "2026-12-07T09:30:00")]
    [InlineData("en-US", "Mon, 07 Dec 2026 09:30:00 GMT", "2026-12-07T09:30:00")]
    public void OneReading(string culture, string text, string expected) =>
        Assert.Equal(expected, Read(culture, text).ToString("s", CultureInfo.InvariantCulture));

    [Theory]
    [MemberData(nameof(Cultures))]
    public void WhatIsNotAWholeDateIsRefused(string culture) =>
        Assert.All(
            [
                "09:30",
                "31-12",
                "12/31",
                "31-12-26",
                "26-12-31",
                "december 2026",
                "december 2026 09:30",
                "7 december",
                "friday",
                "tomorrow",
                "2026",
                "20261207",
                "2026-12",
                "2026-13-01",
                "31-31-2026",
                "30-02-2027",
                "2027-02-29",
                "2026-12-07 25:00",
                "2026-12-07 09",
                "2026-12-07 09:30 soon",
                "2026-12-07 09:30+99:00",
                "2026-12-07-09",
                "7-12/2026",
            ],
            text => Assert.Contains("is not a whole date", Refused(culture, text), StringComparison.Ordinal)
        );

    [Fact]
    public void InACultureOfAnotherCalendarOnlyTheYearFirstIsRead() =>
        Assert.Contains("is not a whole date", Refused("th-TH", "31/12/2569"), StringComparison.Ordinal);

    [Theory]
    [InlineData(20270304)]
    [InlineData(4.5)]
    [InlineData(true)]
    public void ANumberIsNotADate(object value) => Assert.Contains("is not a date", Refused("nl-NL", value), StringComparison.Ordinal);

    [Fact]
    public void BlankIsNoValueAndADateStaysAsItIs()
    {
        Assert.Null(_reader.Transform(null!, " "));
        var date = new DateTime(2027, 3, 4, 9, 30, 0, DateTimeKind.Local);
        Assert.Equal(date, _reader.Transform(null!, date));
        Assert.Equal(
            new DateTime(2027, 3, 4, 8, 30, 0, DateTimeKind.Utc),
            _reader.Transform(null!, new DateTimeOffset(2027, 3, 4, 9, 30, 0, TimeSpan.FromHours(1)))
        );
    }

    private DateTime Read(string culture, string text) => (DateTime)In(culture, () => _reader.Transform(null!, text))!;

    private string Refused(string culture, object value) =>
        In(culture, () => Assert.Throws<ArgumentTransformationMetadataException>(() => _reader.Transform(null!, value)).Message);

    private static T In<T>(string culture, Func<T> read)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            return read();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
