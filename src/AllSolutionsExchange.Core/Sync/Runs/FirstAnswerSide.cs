namespace AllSolutionsExchange.Sync;

/// <summary>Tells when a side answered for the first time, be it with a no for this mailbox: that, too, shows that the account was let in.</summary>
internal sealed class FirstAnswerSide : ISyncSide
{
    private readonly ISyncSide inner;
    private readonly TaskCompletionSource<bool> answered;

    public FirstAnswerSide(ISyncSide inner, TaskCompletionSource<bool> answered)
    {
        this.inner = inner;
        this.answered = answered;
    }

    public SideName Name => inner.Name;

    public SideCapabilities Capabilities => inner.Capabilities;

    public int Requests => inner.Requests;

    public TimeSpan ClockSkew => inner.ClockSkew;

    public string? UidFor(LinkId linkId) => inner.UidFor(linkId);

    public Task<SideIdentity> IdentifyAsync(CancellationToken cancellationToken) => TellAsync(inner.IdentifyAsync(cancellationToken));

    public Task<PullPage> PullAsync(string folder, string? cursor, CancellationToken cancellationToken) => TellAsync(inner.PullAsync(folder, cursor, cancellationToken));

    public Task<IReadOnlyList<LoadResult>> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) => TellAsync(inner.LoadAsync(ids, cancellationToken));

    public Task<IReadOnlyList<FoundItem>> FindAsync(IReadOnlyList<WantedItem> wanted, CancellationToken cancellationToken) => TellAsync(inner.FindAsync(wanted, cancellationToken));

    public Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<WriteOperation> operations, CancellationToken cancellationToken) => TellAsync(inner.WriteAsync(operations, cancellationToken));

    private async Task<T> TellAsync<T>(Task<T> call)
    {
        try
        {
            var result = await call.ConfigureAwait(false);
            answered.TrySetResult(true);
            return result;
        }
        catch (SideException exception) when (exception is not (SideUnavailableException or AccountRefusedException))
        {
            answered.TrySetResult(true);
            throw;
        }
    }
}
