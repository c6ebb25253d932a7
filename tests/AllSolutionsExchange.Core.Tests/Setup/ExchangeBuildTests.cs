using AllSolutionsExchange.Setup.Versions;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup;

public sealed class ExchangeBuildTests
{
    [Theory]
    [InlineData("14.2.247.5", "Exchange Server 2010", "SP2", false)]
    [InlineData("14.3.174.1", "Exchange Server 2010", "SP3", false)]
    [InlineData("15.0.847.64", "Exchange Server 2013", "SP1", false)]
    [InlineData("15.1.2507", "Exchange Server 2016", "CU23", false)]
    [InlineData("15.1.9999.1", "Exchange Server 2016", "CU23", true)]
    [InlineData("15.2.2561.0", "Exchange Server 2019", "CU15", true)]
    [InlineData("15.2.2562.17", "Exchange Server Subscription Edition", "RTM", false)]
    [InlineData("15.2.2562.54", "Exchange Server Subscription Edition", "RTM", true)]
    [InlineData("15.3.1.0", "Exchange", null, true)]
    public void A_build_tells_product_and_update_and_a_newer_one_is_no_error(string build, string product, string? update, bool isNewer)
    {
        var server = ExchangeBuild.Of(Version.Parse(build));
        Assert.Equal((product, update, isNewer, false), (server.Product, server.Update?.Name, server.IsNewerThanTable, server.IsTooOld));
    }

    [Theory]
    [InlineData("14.1.438.0", true)]
    [InlineData("8.3.517.0", true)]
    [InlineData("14.2.247.5", false)]
    public void What_is_before_2010_SP2_is_too_old(string build, bool isTooOld) =>
        Assert.Equal(isTooOld, ExchangeBuild.Of(Version.Parse(build)).IsTooOld);

    [Theory]
    [InlineData("14.2.247.5", "SP3")]
    [InlineData("14.3.123.4", null)]
    [InlineData("15.0.847.64", "CU23")]
    [InlineData("15.2.1544.48", "CU15")]
    [InlineData("15.2.1748.10", null)]
    [InlineData("15.2.1999.1", null)]
    [InlineData("15.2.2562.17", null)]
    [InlineData("15.2.9999.1", null)]
    [InlineData("15.3.1.0", null)]
    public void What_is_not_on_its_last_update_is_told_which_to_install(string build, string? update) =>
        Assert.Equal(update, ExchangeBuild.Of(Version.Parse(build)).UpdateToInstall?.Name);

    [Theory]
    [InlineData("15.1.2507.75", "2025-10-14", false)]
    [InlineData("15.1.2507.75", "2025-10-16", true)]
    [InlineData("15.2.2562.53", "2035-01-01", false)]
    [InlineData("15.3.1.0", "2035-01-01", false)]
    public void Support_ends_by_the_clock_that_is_given(string build, string day, bool isOver) =>
        Assert.Equal(
            isOver,
            ExchangeBuild
                .Of(Version.Parse(build))
                .IsOutOfSupport(DateTimeOffset.Parse(day, System.Globalization.CultureInfo.InvariantCulture))
        );

    [Fact]
    public void The_table_rises_within_each_product_and_says_of_itself_what_it_is()
    {
        Assert.Equal(ExchangeBuilds.Updates.OrderBy(update => update.First), ExchangeBuilds.Updates);
        Assert.All(
            ExchangeBuilds.Updates,
            update =>
            {
                Assert.Same(update.Product, ExchangeBuilds.ProductOf(update.First));
                Assert.True(update.First <= update.Newest);
                var found = ExchangeBuild.Of(update.Newest);
                Assert.Equal((update.Product.Name, update.Name), (found.Product, found.Update?.Name));
            }
        );
    }
}
