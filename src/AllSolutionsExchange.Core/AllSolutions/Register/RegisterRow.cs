using System.Globalization;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>An item as the register keeps it.</summary>
/// <param name="Id">Its number; 0 if it is not stored yet.</param>
/// <param name="User">The user's code.</param>
/// <param name="SyncId">The synchronisation id, or null.</param>
/// <param name="Version">The change that last changed it.</param>
/// <param name="Born">The stamp of the change that made it.</param>
/// <param name="Content">The content in canonical form.</param>
/// <param name="ModifiedUtc">When it was last changed, by the register's clock.</param>
internal sealed record RegisterRow(
    long Id,
    string User,
    string? SyncId,
    RegisterChange Version,
    long Born,
    CanonicalItem Content,
    DateTime ModifiedUtc
)
{
    /// <summary>The id as others see it.</summary>
    public string IdText => Id == 0 ? "" : Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The version as others see it: a row has changed where it is another one. Its parts are the change that it was last changed by and
    /// the stamp of its birth, so that neither a number nor a version that was given twice is taken for the first.
    /// </summary>
    public string VersionText => VersionOf(Version, Born);

    /// <summary>The version that a row has after a change.</summary>
    public static string VersionOf(RegisterChange version, long born) => FormattableString.Invariant($"{version}.{born:x8}");

    /// <summary>The birth that a version tells.</summary>
    /// <returns>The stamp, or null where the version tells none.</returns>
    public static string? BornOf(string? version) => version?.Split('.') is [_, _, var born] ? born : null;

    /// <summary>Reads an id.</summary>
    /// <returns>The number, or null if it is none.</returns>
    public static long? ParseId(string? id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
