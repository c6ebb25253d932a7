namespace AllSolutionsExchange.Setup.Versions;

/// <summary>What a build number tells.</summary>
internal sealed record ExchangeBuild
{
    private static readonly Version OldestSupported = new(14, 2);

    public required Version Version { get; init; }

    /// <summary>For example <c>Exchange Server 2019</c>.</summary>
    public required string Product { get; init; }

    /// <summary>The service pack or cumulative update that it has at least; null when the table knows none.</summary>
    public ExchangeUpdate? Update { get; init; }

    /// <summary>The last service pack or cumulative update of the product, where this server does not have it; else null.</summary>
    public ExchangeUpdate? UpdateToInstall { get; init; }

    /// <summary>Whether it is newer than all that the table knows of its product.</summary>
    public bool IsNewerThanTable { get; init; }

    /// <summary>The end of Microsoft's support; null when there is none or it is not known.</summary>
    public DateTimeOffset? EndOfSupport { get; init; }

    /// <summary>Older than Exchange 2010 SP2, whose EWS is the oldest one spoken here.</summary>
    public bool IsTooOld => Version < OldestSupported;

    public bool IsOnline => Version is { Major: 15, Minor: >= 20 };

    public bool IsOutOfSupport(DateTimeOffset now) => EndOfSupport < now;

    /// <summary>What is known of a build; one that no table has is of an unknown or newer product, and no error.</summary>
    public static ExchangeBuild Of(Version version)
    {
        if (ExchangeBuilds.ProductOf(version) is not { } product)
        {
            return new ExchangeBuild
            {
                Version = version,
                Product = "Exchange",
                IsNewerThanTable = version > ExchangeBuilds.Newest,
            };
        }

        var updates = ExchangeBuilds.Updates.Where(update => ReferenceEquals(update.Product, product)).ToList();
        var known = updates.FindLast(update => WithoutRevision(update.First) <= version);
        var last = updates.Count > 0 ? updates[updates.Count - 1] : null;
        return new ExchangeBuild
        {
            Version = version,
            Product = product.Name,
            Update = known,
            UpdateToInstall = ReferenceEquals(known, last) ? null : last,
            IsNewerThanTable = last is not null && version > last.Newest,
            EndOfSupport = product.EndOfSupport,
        };
    }

    // Outlook on the web of some versions leaves the revision out.
    private static Version WithoutRevision(Version version) => new(version.Major, version.Minor, version.Build);
}
