using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>Opens the collections of one side for a run. What they share, such as a connection, is the connector's.</summary>
internal interface IConnector : IDisposable
{
    /// <summary>Which of the two sides it opens.</summary>
    SideName Name { get; }

    /// <summary>The kinds of item that the side has.</summary>
    IReadOnlyList<ItemKind> Kinds { get; }

    /// <summary>Opens a collection. Nothing is asked of the side yet.</summary>
    ISyncSide Open(SideRequest request);

    /// <summary>Keeps what a run that came to its end learned of the side.</summary>
    Task EndAsync(CancellationToken cancellationToken);
}

/// <summary>A collection to be opened.</summary>
/// <param name="Collection">Which it is.</param>
/// <param name="Mailbox">The mailbox's SMTP address.</param>
/// <param name="TimeZone">The mailbox's time zone in canonical form.</param>
internal sealed record SideRequest(Collection Collection, string Mailbox, string TimeZone);
