using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>AllSolutions as far as it is the embedded register.</summary>
internal sealed class RegisterConnector : IConnector
{
    private readonly IReadOnlyList<ItemRegister> _registers;

    /// <param name="registers">The register, by its kinds; it stays open when this is closed.</param>
    public RegisterConnector(IReadOnlyList<ItemRegister> registers)
    {
        _registers = registers;
        Kinds = [.. registers.Select(register => register.Kind.Kind.Id)];
    }

    public SideName Name => SideName.AllSolutions;

    public IReadOnlyList<ItemKind> Kinds { get; }

    public ISyncSide Open(SideRequest request) =>
        new AllSolutionsSide(_registers.Single(register => register.Kind.Kind.Id == request.Collection.Kind), request.Collection.User);

    public Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() { }
}
