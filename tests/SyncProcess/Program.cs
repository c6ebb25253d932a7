using System.Globalization;
using AllSolutionsExchange;
using AllSolutionsExchange.Sync;

// One run over all users of a store, in a process that a test can kill. The second argument moves the clock on, in minutes.
var ahead = TimeSpan.FromMinutes(double.Parse(args[1], CultureInfo.InvariantCulture));
using var coupling = Coupling.Open(args[0], () => TimeProvider.System.GetUtcNow() + ahead);
var request = new SyncRequest { Options = new SyncOptions { InitialMode = InitialMode.Both, DeletionPolicy = DeletionPolicy.Both } };
var status = SyncStatus.Success;
await coupling.Synchronisation.RunAsync(request, result =>
{
    Console.WriteLine($"{result.Status} {result.ToExchange} {result.ToAllSolutions} {result.Message}");
    status = result.Status;
    return Task.CompletedTask;
}, CancellationToken.None);
return (int)status;
