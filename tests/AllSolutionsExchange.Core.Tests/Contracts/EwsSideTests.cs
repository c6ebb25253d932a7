using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Contracts;

/// <summary>EWS against the simulated Exchange.</summary>
public sealed class EwsSideTests : SideContract, IAsyncLifetime
{
    private ExchangeWorld _world = null!;

    public async Task InitializeAsync() => _world = await ExchangeWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private protected override ContractItems Items => ContractItems.Appointments;

    private protected override Task<ISyncSide> OpenAsync() => Task.FromResult<ISyncSide>(_world.Side());
}
