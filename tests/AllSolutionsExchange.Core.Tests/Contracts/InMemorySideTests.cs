using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.Sync;

namespace AllSolutionsExchange.Tests.Contracts;

/// <summary>The double of both sides that the engine's stories run on.</summary>
public sealed class InMemoryExchangeTests : SideContract
{
    private readonly InMemorySide _side = new(SideName.Exchange, () => DateTimeOffset.UnixEpoch);

    private protected override ContractItems Items => ContractItems.Appointments;

    private protected override Task<ISyncSide> OpenAsync() => Task.FromResult<ISyncSide>(_side);
}

/// <inheritdoc cref="InMemoryExchangeTests"/>
public sealed class InMemoryAllSolutionsTests : SideContract
{
    private readonly InMemorySide _side = new(SideName.AllSolutions, () => DateTimeOffset.UnixEpoch);

    private protected override ContractItems Items => ContractItems.Appointments;

    private protected override Task<ISyncSide> OpenAsync() => Task.FromResult<ISyncSide>(_side);
}
