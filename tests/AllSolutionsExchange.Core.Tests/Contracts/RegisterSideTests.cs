using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.AllSolutions;
using Xunit;

namespace AllSolutionsExchange.Tests.Contracts;

/// <summary>The embedded register, opened by its connector.</summary>
public abstract class RegisterSideContract : SideContract, IDisposable
{
    private readonly CouplingFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected override async Task<ISyncSide> OpenAsync()
    {
        await _folder.SetParametersAsync();
        using var connector = new RegisterConnector([_folder.Coupling.Agenda, _folder.Coupling.Tasks]);
        Assert.Contains(Items.Kind.Id, connector.Kinds);
        return connector.Open(new SideRequest(new Collection("jdv", Items.Kind.Id), "jdv@contoso.nl", "W. Europe Standard Time"));
    }
}

/// <summary>Its appointments.</summary>
public sealed class RegisterAppointmentSideTests : RegisterSideContract
{
    private protected override ContractItems Items => ContractItems.Appointments;
}

/// <summary>Its tasks.</summary>
public sealed class RegisterTaskSideTests : RegisterSideContract
{
    private protected override ContractItems Items => ContractItems.Tasks;
}
