using System.Xml.Linq;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.Simulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Tasks in memory, a mailbox on the simulated Exchange, and what a user of Outlook does to it.</summary>
public abstract class TaskScenario : IAsyncLifetime
{
    private protected readonly StoryKind _kind = StoryKind.Tasks;
    private protected ExchangeWorld _world = null!;
    private protected EwsConnector _connector = null!;
    private protected EwsWire _user = null!;
    private protected InMemorySide _tasks = null!;
    private protected SyncTarget _target = null!;

    public async Task InitializeAsync()
    {
        _world = await ExchangeWorld.StartAsync();
        _connector = new EwsConnector(_world.Options, (_, _) => Task.CompletedTask, () => _world.Now);
        _user = new EwsWire(_world.Server);
        _tasks = new InMemorySide(SideName.AllSolutions, () => _world.Now, _kind)
        {
            PageSize = 512,
            Capabilities = new SideCapabilities
            {
                StampsOnLink = true,
                MarkersEndWithLinks = true,
                IsLocal = true,
            },
        };
        var collection = new Collection("user", ItemKind.Task);
        _target = new SyncTarget(
            collection,
            ExchangeWorld.Address,
            _tasks,
            _connector.Open(new SideRequest(collection, ExchangeWorld.Address, "W. Europe Standard Time"))
        );
    }

    public async Task DisposeAsync()
    {
        _user.Dispose();
        _connector.Dispose();
        await _world.DisposeAsync();
    }

    private protected TodoTask New(int number) => (TodoTask)_kind.New(_world.Now.UtcDateTime.Date, number, $"text {number}");

    private protected TodoTask Named(string title) => (TodoTask)_tasks.Live.Single(item => item.Content!.Title == title).Content!;

    private protected static (int ToExchange, int ToAllSolutions) Written(SyncResult result) =>
        (result.ToExchange.Created, result.ToAllSolutions.Created);

    private protected async Task<SyncResult> PassAsync(SyncOptions? options = null)
    {
        var result = await new MailboxSync(_world.Store, "test", () => _world.Now).RunAsync(
            _target,
            options ?? World.Everything,
            reviewed: null,
            CancellationToken.None
        );
        Assert.True(result.Status == SyncStatus.Success, result.Message + string.Join("\n", result.Errors));
        _world.Now += TimeSpan.FromMinutes(1);
        return result;
    }

    private protected async Task AssertQuietAsync()
    {
        for (var pass = 0; pass < 3; pass++)
        {
            _world.Server.Requests.Clear();
            Assert.Equal((0, 0), Written(await PassAsync()));
        }

        Assert.Equal(0, _world.Server.Requests.ChangingCount);
    }

    private protected async Task<SyncHold> HoldsAsync()
    {
        var holds = new List<SyncHold>();
        var lease = (await _world.Store.FindAsync(_target.Collection, CancellationToken.None))!;
        await new HoldListing(_world.Store, lease, _target, [], _world.Now).ReadAsync(
            null,
            hold =>
            {
                holds.Add(hold);
                return Task.CompletedTask;
            },
            CancellationToken.None
        );
        return Assert.Single(holds);
    }

    private protected async Task<string> CreateAsync(string content)
    {
        var made = await _user.MessageAsync(
            $"<CreateItem SendMeetingInvitations=\"SendToNone\"><Items><t:Task>{content}</t:Task></Items></CreateItem>"
        );
        return made.Descendants(EwsWire.Types + "ItemId").Single().Attribute("Id")!.Value;
    }

    private protected Task<XElement> GetAsync(string id) =>
        _user.MessageAsync(
            "<GetItem><ItemShape><t:BaseShape>AllProperties</t:BaseShape><t:AdditionalProperties><t:ExtendedFieldURI "
                + "DistinguishedPropertySetId=\"Task\" PropertyId=\"33029\" "
                + "PropertyType=\"SystemTime\"/></t:AdditionalProperties></ItemShape>"
                + $"<ItemIds><t:ItemId Id=\"{id}\"/></ItemIds></GetItem>"
        );

    private protected Task UpdateAsync(string id, string element, string value) =>
        ChangeAsync(
            id,
            $"<t:SetItemField><t:FieldURI FieldURI=\"task:{element}\"/><t:Task><t:{element}>{value}</t:{element}></t:Task></t:SetItemField>"
        );

    private protected async Task ChangeAsync(string id, string updates)
    {
        var key = (await GetAsync(id)).Descendants(EwsWire.Types + "ItemId").First().Attribute("ChangeKey")!.Value;
        var answer = await _user.MessageAsync(
            "<UpdateItem ConflictResolution=\"AlwaysOverwrite\" MessageDisposition=\"SaveOnly\"><ItemChanges><t:ItemChange>"
                + $"<t:ItemId Id=\"{id}\" ChangeKey=\"{key}\"/><t:Updates>{updates}</t:Updates></t:ItemChange></ItemChanges></UpdateItem>"
        );
        Assert.Equal("NoError", answer.Element(EwsWire.Messages + "ResponseCode")!.Value);
    }
}
