using System.Reflection;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Failures;

/// <summary>One root: every failure has an id, a category and an advice, whatever it comes from.</summary>
public sealed class FailureTests
{
    public static TheoryData<string> Ids { get; } = [.. Table().Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_error_has_its_id_a_category_and_an_advice(string name)
    {
        var error = (ErrorDescriptor)Table().Single(property => property.Name == name).GetValue(null)!;
        Assert.Equal(name, error.Id);
        Assert.True(Enum.IsDefined(typeof(FailureCategory), error.Category));
        Assert.Matches(@"^[A-Z-].*[.']$", error.Advice);
    }

    [Fact]
    public void Every_exception_of_Core_comes_from_the_root() =>
        Assert.DoesNotContain(
            typeof(CouplingException).Assembly.GetTypes(),
            type => typeof(Exception).IsAssignableFrom(type) && !typeof(CouplingException).IsAssignableFrom(type)
        );

    [Fact]
    public void A_failure_is_told_in_whole_whatever_signs_its_text_holds()
    {
        var failure = new ValueException("Exchange can't do it. O'Brien's item is locked.", "Wait. Then run again.");
        Assert.Equal("Exchange can't do it. O'Brien's item is locked.", failure.Fault);
        Assert.Equal("Wait. Then run again.", failure.Advice);
        Assert.Equal("Exchange can't do it. O'Brien's item is locked. Wait. Then run again.", failure.Message);
    }

    [Fact]
    public void A_failure_without_an_advice_of_its_own_has_that_of_its_error()
    {
        var failure = new SideUnavailableException("The connection was cut.");
        Assert.Equal("The connection was cut.", failure.Message);
        Assert.Equal(ErrorIds.SideUnavailable.Advice, failure.Advice);
    }

    [Fact]
    public void What_a_failure_means_elsewhere_says_and_advises_the_same_and_leads_to_the_same_log()
    {
        var id = Guid.NewGuid();
        var cause = new EwsConnectionException(EwsConnectionFailure.Forbidden, "mail forbids it.", "Open it.")
        {
            ClientRequestId = id,
            Operation = "GetItem",
        };
        var failure = new SideUnavailableException(cause);
        Assert.Equal((cause.Fault, cause.Advice, cause.Message), (failure.Fault, failure.Advice, failure.Message));
        Assert.Contains(id.ToString(), failure.Message, StringComparison.Ordinal);
        Assert.Contains(id.ToString(), failure.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_never_left_is_in_nobodys_log()
    {
        var failure = new EwsConnectionException(EwsConnectionFailure.NameResolution, "mail is not known.", "Check it.")
        {
            ClientRequestId = Guid.NewGuid(),
            Operation = "GetItem",
            WasSent = false,
        };
        Assert.Equal("mail is not known. Check it.", failure.Message);
    }

    private static IEnumerable<PropertyInfo> Table() => typeof(ErrorIds).GetProperties(BindingFlags.Public | BindingFlags.Static);
}
