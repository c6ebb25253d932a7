using AllSolutionsExchange.Exchange.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>What Exchange said and what we say to it are sentences of their own, whichever way Exchange ends its own.</summary>
public sealed class EwsResponseTextTests
{
    [Theory]
    [InlineData(
        "ErrorQuotaExceeded",
        "The mailbox is full",
        "Exchange answered ErrorQuotaExceeded: The mailbox is full. The mailbox is full. Make room or raise its quota."
    )]
    [InlineData(
        "ErrorQuotaExceeded",
        "The mailbox is full.",
        "Exchange answered ErrorQuotaExceeded: The mailbox is full. The mailbox is full. Make room or raise its quota."
    )]
    [InlineData("ErrorQuotaExceeded", "", "Exchange answered ErrorQuotaExceeded. The mailbox is full. Make room or raise its quota.")]
    [InlineData("ErrorOfTomorrow", "De postbus is vol", "Exchange answered ErrorOfTomorrow: De postbus is vol.")]
    [InlineData("ErrorOfTomorrow", "De postbus is vol. ", "Exchange answered ErrorOfTomorrow: De postbus is vol.")]
    [InlineData("ErrorOfTomorrow", "", "Exchange answered ErrorOfTomorrow.")]
    public void EachEndsWithOneFullStop(string code, string text, string expected) =>
        Assert.Equal(expected, EwsResponseCodes.Describe(new EwsError(code, text)));
}
