using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>AllSolutions as far as it is the embedded register.</summary>
internal sealed class RegisterConnector : IConnector
{
    private readonly AgendaRegister _register;

    /// <param name="register">The register, which stays open when this is closed.</param>
    public RegisterConnector(AgendaRegister register) => _register = register;

    public SideName Name => SideName.AllSolutions;

    public IReadOnlyList<ItemKind> Kinds { get; } = [ItemKind.Appointment];

    public ISyncSide Open(SideRequest request) => new AllSolutionsSide(_register, request.Collection.User);

    public Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }
}
