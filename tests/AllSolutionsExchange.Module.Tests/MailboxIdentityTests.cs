using System.Management.Automation;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests;

/// <summary>What a mailbox parameter takes from the command line and from the pipeline.</summary>
public sealed class MailboxIdentityTests : IDisposable
{
    private static readonly Guid ExchangeGuid = Guid.Parse("0d9f1f3b-6a2b-4b4e-8d3b-2f6f2f0a9c11");

    private readonly ModuleSession _session = ModuleSession.WithProbes();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void TextIsTheAddress() =>
        Assert.Equal(["a@contoso.nl", "b@contoso.nl"], Addresses("'a@contoso.nl', 'b@contoso.nl' | Get-Probe"));

    [Fact]
    public void AnArrayBindsAtOnce() => Assert.Equal(["a@contoso.nl", "b@contoso.nl"], Addresses("Get-Probe a@contoso.nl, b@contoso.nl"));

    [Fact]
    public void ALiveMailboxBindsByItsAddressNotItsDisplayName()
    {
        _session.Set("Mailbox", new LiveMailbox());
        var identity = Assert.Single(_session.Run("$Mailbox | Get-Probe").Output);
        Assert.Equal("j.jansen@contoso.nl", identity.Properties["Address"].Value);
        Assert.Equal("jan@ad.contoso.nl", identity.Properties["UserPrincipalName"].Value);
        Assert.Equal(ExchangeGuid, identity.Properties["ExchangeGuid"].Value);
    }

    [Fact]
    public void ADeserializedMailboxBindsTheSame()
    {
        _session.Set("Mailbox", (PSObject)PSSerializer.Deserialize(PSSerializer.Serialize(new LiveMailbox())));
        Assert.Contains(
            _session.Run("$Mailbox.PSTypeNames").Values,
            name => ((string)name).StartsWith("Deserialized.", StringComparison.Ordinal)
        );
        var identity = Assert.Single(_session.Run("$Mailbox | Get-Probe").Output);
        Assert.Equal("j.jansen@contoso.nl", identity.Properties["Address"].Value);
        Assert.Equal(ExchangeGuid, identity.Properties["ExchangeGuid"].Value);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ WindowsEmailAddress = 'w@contoso.nl'; EmailAddress = 'e@contoso.nl' }", "w@contoso.nl")]
    [InlineData(
        "[pscustomobject]@{ PrimarySmtpAddress = ''; EmailAddress = 'e@contoso.nl'; UserPrincipalName = 'u@contoso.nl' }",
        "e@contoso.nl"
    )]
    [InlineData("[pscustomobject]@{ UserPrincipalName = 'u@contoso.nl'; mail = 'm@contoso.nl' }", "m@contoso.nl")]
    [InlineData("[pscustomobject]@{ User = 'JAN'; UserPrincipalName = 'u@contoso.nl'; Mailbox = 'm@contoso.nl' }", "m@contoso.nl")]
    public void PropertiesAreReadInTheirOrder(string row, string address) => Assert.Equal([address], Addresses(row + " | Get-Probe"));

    [Fact]
    public void AnEmptyExchangeGuidIsNone() =>
        Assert.Null(
            Assert
                .Single(
                    _session
                        .Run("[pscustomobject]@{ PrimarySmtpAddress = 'a@contoso.nl'; ExchangeGuid = [guid]::Empty } | Get-Probe")
                        .Output
                )
                .Properties["ExchangeGuid"]
                .Value
        );

    [Theory]
    [InlineData("'Jan Jansen' | Get-Probe", "'Jan Jansen' is not an SMTP address.")]
    [InlineData(
        "[pscustomobject]@{ UserPrincipalName = 'jan@contoso.nl'; SamAccountName = 'jan' } | Get-Probe",
        "-Properties EmailAddress"
    )]
    [InlineData("\"anna@contoso.nl$([char]0x200B)\" | Get-Probe", "the invisible character U+200B")]
    [InlineData("Get-Probe \"$([char]0xFEFF)anna@contoso.nl\"", "the invisible character U+FEFF")]
    [InlineData("[pscustomobject]@{ PrimarySmtpAddress = \"an$([char]0xAD)na@contoso.nl\" } | Get-Probe", "the invisible character U+00AD")]
    [InlineData("42 | Get-Probe", "This System.Int32 does not name a mailbox")]
    [InlineData("[pscustomobject]@{ Name = 'Jan' } | Get-Probe", "does not name a mailbox")]
    public void AnythingElseIsOneClearError(string script, string message)
    {
        var result = _session.Run(script);
        Assert.Empty(result.Output);
        Assert.Contains(message, Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
    }

    private IEnumerable<object> Addresses(string script)
    {
        var result = _session.Run(script);
        Assert.Empty(result.Errors);
        return result.Output.Select(identity => identity.Properties["Address"].Value);
    }

    /// <summary>As in the Exchange Management Shell: the address is a struct, and the text of the whole is the display name.</summary>
    public sealed class LiveMailbox
    {
        public string Name { get; } = "Jan Jansen";

        public SmtpAddress PrimarySmtpAddress { get; } = new("j.jansen@contoso.nl");

        public string UserPrincipalName { get; } = "jan@ad.contoso.nl";

        public Guid ExchangeGuid { get; } = MailboxIdentityTests.ExchangeGuid;

        public override string ToString() => Name;
    }

    public readonly struct SmtpAddress(string address)
    {
        public override string ToString() => address;
    }
}
