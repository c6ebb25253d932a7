namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>A folder to be addressed: by its id, or by its well-known name in the mailbox that is impersonated.</summary>
internal sealed record EwsFolderId
{
    private EwsFolderId(string? id, string? distinguishedName)
    {
        Id = id;
        DistinguishedName = distinguishedName;
    }

    public static EwsFolderId Calendar { get; } = new(id: null, "calendar");

    public static EwsFolderId DeletedItems { get; } = new(id: null, "deleteditems");

    /// <summary>The root of what the user sees; the calendars are below it.</summary>
    public static EwsFolderId MessageFolderRoot { get; } = new(id: null, "msgfolderroot");

    /// <summary>The opaque id; null for a well-known folder.</summary>
    public string? Id { get; }

    /// <summary>MS-OXWSFOLD DistinguishedFolderIdNameType; null for a folder with an id.</summary>
    public string? DistinguishedName { get; }

    /// <summary>A well-known folder by its name (MS-OXWSFOLD DistinguishedFolderIdNameType), as <c>outbox</c>.</summary>
    public static EwsFolderId FromName(string distinguishedName) => new(id: null, distinguishedName);

    public static EwsFolderId FromId(string id) => new(id, distinguishedName: null);
}

/// <summary>A folder as Exchange describes it. What was not asked for, or not answered, is null.</summary>
internal sealed class EwsFolder
{
    public string? Id { get; set; }

    public string? ParentFolderId { get; set; }

    /// <summary>For example <c>IPF.Appointment</c>.</summary>
    public string? FolderClass { get; set; }

    public string? DisplayName { get; set; }

    public int? TotalCount { get; set; }

    public int? ChildFolderCount { get; set; }
}

/// <summary>A page of folders.</summary>
/// <param name="Folders">The folders of this page, of any depth.</param>
/// <param name="IncludesLastItemInRange">Whether there is no further page.</param>
internal sealed record EwsFolderPage(IReadOnlyList<EwsFolder> Folders, bool IncludesLastItemInRange);
