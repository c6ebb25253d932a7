using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.AllSolutions;

namespace AllSolutionsExchange.Tests.Contracts;

/// <summary>The embedded register.</summary>
public sealed class RegisterSideTests : SideContract, IDisposable
{
    private readonly CouplingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private protected override ContractItems Items => ContractItems.Appointments;

    private protected override async Task<ISyncSide> OpenAsync()
    {
        await _folder.SetParametersAsync();
        return new AllSolutionsSide(_folder.Coupling.Agenda, "jdv");
    }
}
