namespace AllSolutionsExchange.Sync;

/// <summary>
/// Tells when a side answered for the first time, be it with a no for this mailbox: that, too, shows that the account was let in.
/// </summary>
internal sealed class FirstAnswerSide : SideDecorator
{
    private readonly TaskCompletionSource<bool> _answered;

    public FirstAnswerSide(ISyncSide inner, TaskCompletionSource<bool> answered)
        : base(inner) => _answered = answered;

    protected override async Task<T> AroundAsync<T>(Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        try
        {
            var result = await request(cancellationToken).ConfigureAwait(false);
            _answered.TrySetResult(true);
            return result;
        }
        catch (SideException exception) when (exception is not (SideUnavailableException or AccountRefusedException))
        {
            _answered.TrySetResult(true);
            throw;
        }
    }
}
