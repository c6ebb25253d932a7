using AllSolutionsExchange.Model;
using Xunit;

namespace AllSolutionsExchange.Tests.Texts;

/// <summary>Nothing that others wrote steers the terminal, turns the direction of writing or shows a password.</summary>
public sealed class ForeignTextTests
{
    [Theory]
    [InlineData("plain, Zoë €, \U0001F600", "plain, Zoë €, \U0001F600")]
    [InlineData("a\u001B]0;owned\u0007b", "a]0;ownedb")]
    [InlineData("a\u009B31mb\u0090c\u007Fd", "a31mbcd")]
    [InlineData("a\r\nb\n\n\tc\u0085d\u2028e\u2029f", "a b c d e f")]
    [InlineData("\nanswer", "answer")]
    [InlineData("a\u202Egpj.exe\u2066b\u200Fc\u061Cd", "agpj.exebcd")]
    [InlineData("a\U000E0041b\u200Bc", "abc")]
    public void What_steers_is_taken_out(string text, string shown)
    {
        Assert.Equal(shown, ForeignText.Shown(text));
        Assert.Equal(shown, ForeignText.Shown(shown));
    }

    [Fact]
    public void Halves_of_pairs_are_taken_out() => Assert.Equal("abc", ForeignText.Shown("a" + (char)0xD800 + "b" + (char)0xDC00 + "c"));

    [Fact]
    public void What_is_too_long_is_cut() => Assert.Equal(2001, ForeignText.Shown(new string('x', 100_000)).Length);

    [Theory]
    [InlineData("https://svc:p4ss@mail.contoso.test:444/EWS?token=s3cret#x", "https://mail.contoso.test:444/EWS")]
    [InlineData("http://p4ss@proxy:8080/", "http://proxy:8080/")]
    public void An_address_shows_no_account(string url, string shown) => Assert.Equal(shown, ForeignText.Shown(new Uri(url)));

    [Theory]
    [InlineData("https://svc:p4ss@mail.contoso.test/EWS", "mail.contoso.test/EWS")]
    [InlineData("svc:p4@ss@mail", "mail")]
    [InlineData("mail.contoso.test", "mail.contoso.test")]
    public void A_typed_address_shows_no_account(string typed, string shown) => Assert.Equal(shown, ForeignText.WithoutUser(typed));

    [Theory]
    [InlineData("a\u009Bb\u202Ec\u0085d\u2028e", "abc d e")]
    [InlineData("\u200Fa\u2067b", "ab")]
    public void Fields_lose_it_too(string text, string line)
    {
        var appointment = new Appointment
        {
            Subject = text,
            Location = text,
            Body = text,
            Categories = [text],
            Attendees = [new Attendee(AttendeeRole.Required, text, text)],
        }.Normalized();
        Assert.Equal((line, line, line.Replace(' ', '\n')), (appointment.Subject, appointment.Location, appointment.Body));
        Assert.Equal((line, line), (Assert.Single(appointment.Categories), Assert.Single(appointment.Attendees).Name));
    }
}
