using System.Text;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.AllSolutions.Connectors;
using AllSolutionsExchange.Storage;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>A map that another version of the module took, and this one does not: it is told, and is no obstacle to another one.</summary>
public sealed class ConnectorStoreTests : IDisposable
{
    private readonly CouplingFolder _coupling = new();

    public void Dispose() => _coupling.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_map_that_is_not_taken_any_more_can_be_replaced_and_removed(bool isReplaced)
    {
        var tree = SampleMap.Tree();
        tree["rest"]!["signIn"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "none" };
        var changes = new ConnectorChanges { Map = Encoding.UTF8.GetBytes(tree.ToJsonString()) };
        await _coupling.Coupling.Connector.SetAsync(changes, default);
        _coupling.Coupling.Dispose();
        using (var database = SqliteDatabase.Open(_coupling.StorePath))
        {
            await database.WriteAsync(
                session =>
                {
                    session.Run("UPDATE connector SET map = CAST('{}' AS BLOB)");
                    return true;
                },
                default
            );
        }

        var store = _coupling.Reopen().Connector;
        await Assert.ThrowsAsync<ConnectorMapException>(() => store.GetAsync(default));
        await Assert.ThrowsAsync<ConnectorMapException>(() => store.OpenAsync(default));
        Assert.Null(await store.FindReadableAsync(default));
        if (isReplaced)
        {
            await store.SetAsync(changes, default);
        }
        else
        {
            await store.RemoveAsync(default);
        }

        Assert.Equal(isReplaced ? "Rest" : "Register", (await store.GetAsync(default)).Type);
    }
}
