using AllSolutionsExchange.AllSolutions.Connectors;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.AllSolutions.Connectors;
using Xunit;

namespace AllSolutionsExchange.Tests.Contracts;

/// <summary>A kind over REST, opened by the connector with the map of the samples.</summary>
public abstract class RestSideContract : SideContract, IAsyncLifetime
{
    private RestServerDouble _server = null!;
    private RestConnector _connector = null!;

    public async Task InitializeAsync()
    {
        _server = await RestServerDouble.StartAsync();
        _connector = _server.Connector();
    }

    public async Task DisposeAsync()
    {
        _connector.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Every_field_that_the_map_has_goes_there_and_back()
    {
        var side = await OpenAsync();
        var sent = Full();
        var made = Assert.Single(await side.WriteAsync([await CreateOfAsync(side, sent)], default));
        var read = Assert.Single(await side.LoadAsync([made.Id!], default)).Item!.Content!;
        Assert.Equal(FieldSet.None, sent.Digests().Differences(read.Digests()) & side.Capabilities.KnownFields);
        Assert.Equal(
            side.Capabilities.KnownFields & Items.Kind.AllFields,
            ~sent.Digests().EmptyFields() & side.Capabilities.KnownFields & Items.Kind.AllFields
        );
    }

    /// <summary>An item that has something of each field.</summary>
    private protected abstract CanonicalItem Full();

    private protected override Task<ISyncSide> OpenAsync() =>
        Task.FromResult(
            _connector.Open(new SideRequest(new Collection("jdv", Items.Kind.Id), "jdv@contoso.nl", "W. Europe Standard Time"))
        );
}

public sealed class RestAppointmentTests : RestSideContract
{
    private protected override ContractItems Items => ContractItems.Appointments;

    private protected override CanonicalItem Full() =>
        (
            (Appointment)Items.Of(1) with
            {
                ShowAs = ShowAs.Tentative,
                Sensitivity = Sensitivity.Confidential,
                Categories = ["één", "twee"],
                ReminderMinutes = 15,
            }
        ).Normalized();

    [Theory]
    [InlineData(2026, 12, 7)]
    [InlineData(2026, 3, 29)]
    [InlineData(2026, 10, 25)]
    public async Task Whole_days_stay_whole_days(int year, int month, int day)
    {
        var side = await OpenAsync();
        var date = new DateTime(year, month, day);
        var sent = new Appointment
        {
            Subject = "days",
            Start = ZonedTime.Date(date),
            End = ZonedTime.Date(date.AddDays(2)),
            IsAllDay = true,
        }.Normalized();
        var made = Assert.Single(await side.WriteAsync([await CreateOfAsync(side, sent)], default));
        Assert.Equal(sent.Digests(), Assert.Single(await side.LoadAsync([made.Id!], default)).Item!.Content!.Digests());
    }
}

public sealed class RestTaskTests : RestSideContract
{
    private protected override ContractItems Items => ContractItems.Tasks;

    private protected override CanonicalItem Full() =>
        ((TodoTask)Items.Of(0) with { Sensitivity = Sensitivity.Personal, Categories = ["één", "twee"] }).Normalized();
}
