namespace AllSolutionsExchange.Sync;

/// <summary>
/// A side that is asked under the lease only. A request may wait for longer than the lease lasts, where the server wants rest: the
/// lease is renewed meanwhile, and where it was lost all the same, the request is given up before it is sent.
/// </summary>
internal sealed class LeasedSide : SideDecorator
{
    private readonly LeaseKeeper _keeper;

    public LeasedSide(ISyncSide inner, LeaseKeeper keeper)
        : base(inner) => _keeper = keeper;

    protected override async Task<T> AroundAsync<T>(Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        await _keeper.RenewIfDueAsync(cancellationToken).ConfigureAwait(false);
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = request(lost.Token);
        try
        {
            await _keeper.KeepUntilAsync(asked, lost.Token).ConfigureAwait(false);
        }
        catch
        {
            lost.Cancel();
            await Task.WhenAny(asked).ConfigureAwait(false);
            throw;
        }

        return await asked.ConfigureAwait(false);
    }
}
