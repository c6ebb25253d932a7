namespace AllSolutionsExchange.Http;

/// <summary>Waits that answer to a token where the framework's own do not (.NET Standard 2.0).</summary>
internal static class Cancellation
{
    /// <summary>Waits for a task, or for the token, whichever is first. The abandoned task is left to end by itself.</summary>
    public static async Task OrCancelledAsync(this Task task, CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => cancelled.TrySetResult(true)))
        {
            await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false);
        }

        if (!task.IsCompleted)
        {
            // Nobody awaits it any more. Its exception is observed here, or it would count as unhandled.
            _ = task.ContinueWith(
                static abandoned => abandoned.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default
            );
            cancellationToken.ThrowIfCancellationRequested();
        }
        await task.ConfigureAwait(false);
    }

    /// <inheritdoc cref="OrCancelledAsync(Task, CancellationToken)"/>
    public static async Task<T> OrCancelledAsync<T>(this Task<T> task, CancellationToken cancellationToken)
    {
        await ((Task)task).OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }
}
