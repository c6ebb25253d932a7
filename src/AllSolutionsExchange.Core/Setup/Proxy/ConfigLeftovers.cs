namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>What a run that was cut short left beside a file.</summary>
internal static class ConfigLeftovers
{
    /// <summary>Takes it away, and loses nothing that is kept nowhere else.</summary>
    /// <param name="path">The file.</param>
    /// <param name="records">Its records, locked: no other run is at it.</param>
    /// <exception cref="EwsProxyException">The run had just replaced what somebody else wrote; that is put back.</exception>
    public static async Task ClearAsync(string path, ProxyRecords records)
    {
        var swap = new ConfigFileSwap(path);
        swap.MoveBack();
        var isTheirs = File.Exists(swap.Old) && await TakeCareOfAsync(path, swap, records).ConfigureAwait(false);
        swap.Delete();
        if (isTheirs)
        {
            throw new EwsProxyException(
                ErrorIds.ConfigFileChanged,
                path,
                $"A run that was cut short had replaced what somebody else wrote to '{path}' at that moment.",
                "It was put back. Run the command again."
            );
        }
    }

    /// <summary>Whether what was replaced was somebody else's and is in its place again.</summary>
    private static async Task<bool> TakeCareOfAsync(string path, ConfigFileSwap swap, ProxyRecords records)
    {
        var content = await ConfigFileWriter.ReadAsync(swap.Old, CancellationToken.None).ConfigureAwait(false);
        var replaced = FileHash.Of(content);
        var present = FileHash.Of(await ConfigFileWriter.ReadAsync(path, CancellationToken.None).ConfigureAwait(false));
        var last = records.Read().LastOrDefault();
        if (replaced == present)
        {
            return false;
        }

        if (last?.AfterHash == present)
        {
            return await swap.PutBackAsync(last.BeforeHash, last.AfterHash).ConfigureAwait(false);
        }

        // The file has changed since, or the records of that run are kept elsewhere.
        records.WriteOriginal(replaced, content);
        return false;
    }
}
