namespace ExchangeSimulator.Mailboxes;

/// <summary>The folders that every mailbox has.</summary>
internal static class FolderTree
{
    public static void Build(MailboxStore mailbox)
    {
        var root = mailbox.AddFolder(null, "Root", "", "root");
        var top = mailbox.AddFolder(root, "Top of Information Store", "IPF.Note", "msgfolderroot");
        foreach (var (name, folderClass, distinguishedName) in Standard)
        {
            mailbox.AddFolder(top, name, folderClass, distinguishedName);
        }

        var recoverable = mailbox.AddFolder(root, "Recoverable Items", "", "recoverableitemsroot");
        mailbox.AddFolder(recoverable, "Deletions", "", SoftDeleted);
    }

    /// <summary>Where a SoftDelete puts what it deletes.</summary>
    public const string SoftDeleted = "recoverableitemsdeletions";

    private static readonly IReadOnlyList<(string Name, string FolderClass, string DistinguishedName)> Standard =
    [
        ("Calendar", "IPF.Appointment", "calendar"),
        ("Contacts", "IPF.Contact", "contacts"),
        ("Deleted Items", "IPF.Note", "deleteditems"),
        ("Drafts", "IPF.Note", "drafts"),
        ("Inbox", "IPF.Note", "inbox"),
        ("Junk Email", "IPF.Note", "junkemail"),
        ("Outbox", "IPF.Note", "outbox"),
        ("Sent Items", "IPF.Note", "sentitems"),
        ("Tasks", "IPF.Task", "tasks"),
    ];

    /// <summary>The names of the schema's DistinguishedFolderIdNameType.</summary>
    public static readonly IReadOnlySet<string> DistinguishedNames = new HashSet<string>(StringComparer.Ordinal)
    {
        "calendar",
        "contacts",
        "deleteditems",
        "drafts",
        "inbox",
        "journal",
        "notes",
        "outbox",
        "sentitems",
        "tasks",
        "msgfolderroot",
        "publicfoldersroot",
        "root",
        "junkemail",
        "searchfolders",
        "voicemail",
        "recoverableitemsroot",
        "recoverableitemsdeletions",
        "recoverableitemsversions",
        "recoverableitemspurges",
        "recoverableitemsdiscoveryholds",
        "archiveroot",
        "archivemsgfolderroot",
        "archivedeleteditems",
        "archiveinbox",
        "archiverecoverableitemsroot",
        "archiverecoverableitemsdeletions",
        "archiverecoverableitemsversions",
        "archiverecoverableitemspurges",
        "archiverecoverableitemsdiscoveryholds",
        "syncissues",
        "conflicts",
        "localfailures",
        "serverfailures",
        "recipientcache",
        "quickcontacts",
        "conversationhistory",
        "adminauditlogs",
        "todosearch",
        "mycontacts",
        "directory",
        "imcontactlist",
        "peopleconnect",
        "favorites",
        "mecontact",
        "personmetadata",
    };
}
