namespace AllSolutionsExchange.Binding;

/// <summary>The address of a virtual directory of EWS, as <c>Get-WebServicesVirtualDirectory</c> gives it.</summary>
public sealed record VirtualDirectoryUrl
{
    /// <summary>An address.</summary>
    /// <param name="url">The ExternalUrl; if there is none, the InternalUrl.</param>
    public VirtualDirectoryUrl(string url) => Url = url;

    /// <summary>The address.</summary>
    public string Url { get; }

    /// <summary>The address.</summary>
    public override string ToString() => Url;
}
