using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Errors;

/// <summary>An item could not be synchronised; the others went on.</summary>
internal sealed class ItemSyncException(string fault, string advice, SyncItemError item)
    : CouplingException(ErrorIds.ItemSyncFailed, fault, advice, item);
