using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>Which rows of the register are a user's items of one kind, and what they are to the engine.</summary>
/// <param name="kind">The kind.</param>
/// <param name="user">The user's code.</param>
internal sealed class UserRows(RegisterKind kind, string user)
{
    /// <summary>The kind.</summary>
    public RegisterKind Kind => kind;

    /// <summary>The user's row of a number; null if there is none.</summary>
    public RegisterRow? Find(RegisterRows rows, string? id) => rows.Find(RegisterRow.ParseId(id)) is { } row && Has(row) ? row : null;

    /// <summary>Whether a row is one of them.</summary>
    public bool Has(RegisterRow row) => row.Content.Kind == kind.Kind.Id && Caseless.AreEqual(row.User, user);

    /// <summary>The item of a row. A private one is left alone.</summary>
    public SideItem Item(RegisterRow row)
    {
        var isPrivate = row.Content.IsPrivate;
        return new SideItem
        {
            Id = row.IdText,
            Version = row.VersionText,
            Folder = kind.Folder,
            Marker = row.SyncId,
            ModifiedUtc = row.ModifiedUtc,
            Content = isPrivate ? null : row.Content,
            Hold = isPrivate ? HoldReason.Private : HoldReason.None,
        };
    }
}
