using AllSolutionsExchange;
using AllSolutionsExchange.Sync;

namespace KilledProcess;

/// <summary>One run over all users of a store. The test kills it at a request.</summary>
internal static class SyncRun
{
    public static async Task<int> RunAsync(string store)
    {
        using var coupling = Coupling.Open(store, TimeProvider.System.GetUtcNow);
        var request = new SyncRequest
        {
            Options = new SyncOptions { InitialMode = InitialMode.Both, DeletionPolicy = DeletionPolicy.Both },
        };
        var status = SyncStatus.Success;
        await coupling.Synchronisation.RunAsync(
            request,
            result =>
            {
                Console.WriteLine($"{result.Status} {result.ToExchange} {result.ToAllSolutions} {result.Message}");
                status = result.Status;
                return Task.CompletedTask;
            },
            CancellationToken.None
        );
        return status == SyncStatus.Success ? 0 : 1;
    }
}
