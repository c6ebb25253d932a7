using System.Globalization;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>An appointment as the register keeps it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="User">The user's code.</param>
/// <param name="SyncId">The synchronisation id, or null.</param>
/// <param name="Version">The register's change sequence when it was last changed: a row has changed since where it is another.</param>
/// <param name="Content">The content in canonical form.</param>
/// <param name="ModifiedUtc">When it was last changed, by the register's clock.</param>
internal sealed record AgendaRow(long Id, string User, string? SyncId, long Version, Appointment Content, DateTime ModifiedUtc)
{
    /// <summary>The id as others see it.</summary>
    public string IdText => Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The version as others see it.</summary>
    public string VersionText => Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads an id.</summary>
    /// <returns>The number, or null where it is none.</returns>
    public static long? ParseId(string? id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
