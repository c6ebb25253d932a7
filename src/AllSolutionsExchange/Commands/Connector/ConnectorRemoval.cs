using AllSolutionsExchange.AllSolutions;

namespace AllSolutionsExchange.Commands;

/// <summary>Going back to the register, which two cmdlets do.</summary>
internal static class ConnectorRemoval
{
    /// <summary>Takes map and secret away, if somebody agrees.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="pipeline">Asks, warns and returns.</param>
    /// <param name="passThru">Whether the register is returned.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public static async Task RunAsync(
        ConnectorStore connector,
        CommandPipeline pipeline,
        bool passThru,
        CancellationToken cancellationToken
    )
    {
        var current = await connector.FindReadableAsync(cancellationToken).ConfigureAwait(false);
        if (current is { Url: null })
        {
            pipeline.WriteWarning("No connector is set: the local register is AllSolutions already.");
        }
        else if (
            await pipeline
                .ShouldProcessAsync(current?.Url?.AbsoluteUri ?? "a map that cannot be read", "Remove the connector to AllSolutions")
                .ConfigureAwait(false)
        )
        {
            await RemoveAsync(connector, current, pipeline, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            return;
        }

        if (passThru)
        {
            pipeline.WriteObject(await connector.GetAsync(cancellationToken).ConfigureAwait(false));
        }
    }

    private static async Task RemoveAsync(
        ConnectorStore connector,
        ConnectorSettings? current,
        CommandPipeline pipeline,
        CancellationToken cancellationToken
    )
    {
        await connector.RemoveAsync(cancellationToken).ConfigureAwait(false);
        var register = await connector.GetAsync(cancellationToken).ConfigureAwait(false);
        if (await connector.SourceWarningAsync(current, register, cancellationToken).ConfigureAwait(false) is { } warning)
        {
            pipeline.WriteWarning(warning);
        }
    }
}
