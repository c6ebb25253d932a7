using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Users;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator;

/// <summary>
/// A mailbox, and its user at work in Outlook. Ids are EWS ids; what does not exist throws <see cref="KeyNotFoundException"/>.
/// A folder is named by its display name, the standard ones in English. Safe to use while the server answers.
/// </summary>
public sealed partial class SimulatedMailbox
{
    private readonly Organization _organization;

    internal SimulatedMailbox(Organization organization, string address)
    {
        _organization = organization;
        Address = address;
    }

    /// <summary>The primary SMTP address.</summary>
    public string Address { get; }

    /// <summary>Identifies the mailbox behind the address; another one after <see cref="Recreate"/>.</summary>
    public Guid Guid => Store.Guid;

    /// <summary>The user's security identifier.</summary>
    public string Sid => _organization.SidOf(Address);

    private MailboxStore Store => _organization.Find(Address)!;

    /// <summary>Everything in the calendar folders, Deleted Items left out.</summary>
    public IReadOnlyList<StoredItem> Calendar => InStore(store => Read(store.Folders.Where(f => f.FolderClass == "IPF.Appointment")));

    public IReadOnlyList<StoredItem> DeletedItems => Items("Deleted Items");

    /// <summary>The items of one folder, in the order in which they came.</summary>
    public IReadOnlyList<StoredItem> Items(string folder) => InStore(store => Read([Folder(store, folder)]));

    /// <summary>The item of an id.</summary>
    public StoredItem Get(string id) => InStore(store => AppointmentForm.Read(Find(store, id)));

    /// <summary>Display names of all folders.</summary>
    public IReadOnlyList<string> Folders => InStore(store => store.Folders.Select(f => f.DisplayName).ToArray());

    /// <summary>Adds a folder; a calendar within the calendar unless told otherwise.</summary>
    public void AddFolder(string displayName, string folderClass = "IPF.Appointment", string parent = "Calendar") =>
        InStore(store => store.AddFolder(Folder(store, parent), displayName, folderClass, distinguishedName: null));

    /// <summary>Enters an appointment, or receives an invitation where it has another organiser. Returns its id.</summary>
    public string CreateAppointment(Appointment appointment, string folder = "Calendar") =>
        InStore(store =>
        {
            var item = store.NewItem(ItemSchema.CalendarItem, Folder(store, folder));
            foreach (var (property, value) in AppointmentForm.Values(appointment, AppointmentForm.ZoneOf(appointment, store.TimeZone)))
            {
                item[property] = value;
            }

            item[CalendarProperties.Uid] = appointment.Uid;
            if (appointment.Organizer is { } organizer)
            {
                item[CalendarProperties.Organizer] = new[] { new Recipient(organizer, organizer) };
                item[CalendarProperties.MyResponse] = "NoResponseReceived";
            }
            SaveRules.Complete(item, ZoneDefinition.Unnamed);
            store.Insert(item);
            return item.Id.ToString();
        });

    /// <summary>Changes an appointment; what stays as it is, is not written. Organiser, UID and series cannot be changed.</summary>
    public void Edit(string id, Func<Appointment, Appointment> change) =>
        InStore(store =>
        {
            var item = Find(store, id);
            var before = AppointmentForm.Read(item).Content;
            var zone = (ZoneDefinition)item[CalendarProperties.StartTimeZone]!;
            var after = change(before);
            var old = AppointmentForm.Values(before, zone).ToArray();
            var draft = item.Draft();
            var changed = new List<ItemProperty>();
            foreach (
                var ((property, value), (_, oldValue)) in AppointmentForm
                    .Values(after, after.TimeZone == before.TimeZone ? zone : AppointmentForm.ZoneOf(after, store.TimeZone))
                    .Zip(old)
            )
            {
                if (property == CalendarProperties.Recurrence || IsSame(value, oldValue))
                {
                    continue;
                }

                draft[property] = value;
                changed.Add(property);
            }
            SaveRules.Apply(draft, item, ZoneDefinition.Unnamed);
            item.Adopt(draft);
            store.Touch(item);
            changed.ForEach(property => item.MarkChanged(property.Path, item.ChangeNumber));
        });

    /// <summary>A new change key without a change of contents, as reminders and delivery make them.</summary>
    public void TouchChangeKey(string id) => InStore(store => store.Touch(Find(store, id)));

    /// <summary>Deletes: into Deleted Items, or for good. Returns the id in Deleted Items, or null.</summary>
    public string? Delete(string id, bool hard = false) =>
        InStore(store =>
        {
            if (!hard)
            {
                return store.Move(Find(store, id), Folder(store, "Deleted Items")).Id.ToString();
            }

            store.Remove(Find(store, id));
            return null;
        });

    /// <summary>Takes an item back out of Deleted Items. Returns its new id.</summary>
    public string Restore(string id, string folder = "Calendar") => MoveTo(id, folder);

    /// <summary>Drags an item to another folder. Returns its new id.</summary>
    public string MoveTo(string id, string folder) => InStore(store => store.Move(Find(store, id), Folder(store, folder)).Id.ToString());

    /// <summary>Copies an appointment as Outlook does: named properties go along, the UID is a new one. Returns the copy's id.</summary>
    public string Copy(string id, string folder = "Calendar") =>
        InStore(store =>
        {
            var copy = store.Copy(Find(store, id), Folder(store, folder));
            copy[CalendarProperties.Uid] = GlobalObjectId.NewUid(store.NewGuid(), store.Now);
            return copy.Id.ToString();
        });

    /// <summary>
    /// Accepts an invitation: the item is deleted and made anew, with another id and the same UID and named properties; or it is
    /// changed where it is, as other clients do. Returns its id then.
    /// </summary>
    public string Accept(string id, bool inPlace = false) =>
        InStore(store =>
        {
            var item = Find(store, id);
            if (inPlace)
            {
                store.Touch(item);
            }

            var accepted = inPlace ? item : store.Move(item, item.Folder);
            accepted[CalendarProperties.MyResponse] = "Accept";
            accepted[CalendarProperties.ShowAs] = "Busy";
            accepted.LastModified = store.Now;
            return accepted.Id.ToString();
        });

    /// <summary>Assigns a task to somebody, as Outlook does by mail: it is his then, and cannot be changed here.</summary>
    public void AssignTask(string id) =>
        InStore(store =>
        {
            var item = Find(store, id);
            item[TaskProperties.IsAssigned] = true;
            store.Touch(item);
        });

    /// <summary>Sets a named string property, as another program would.</summary>
    public void SetNamed(string id, Guid set, string name, string? value) =>
        InStore(store =>
        {
            var item = Find(store, id);
            item.SetExtended(new ExtendedPropertyName(set, name, null, null, "String"), value);
            store.Touch(item);
        });

    /// <summary>From now on a folder answers with an error such as ErrorAccessDenied; null opens it again.</summary>
    public void RefuseFolder(string folder, string? code) => InStore(store => Folder(store, folder).Refusal = code);

    /// <summary>The server forgets all sync states of this mailbox: they answer ErrorInvalidSyncStateData from now on.</summary>
    public void InvalidateSyncStates() =>
        InStore(store =>
        {
            foreach (var folder in store.Folders)
            {
                folder.SyncEpoch++;
            }
        });

    /// <summary>Puts another, empty mailbox behind the address: another guid, other folder ids.</summary>
    public void Recreate() => _organization.Recreate(Address);

    private void InStore(Action<MailboxStore> work) =>
        InStore(store =>
        {
            work(store);
            return true;
        });

    private T InStore<T>(Func<MailboxStore, T> work)
    {
        var store = Store;
        lock (store.Gate)
        {
            return work(store);
        }
    }

    private static StoredItem[] Read(IEnumerable<Folder> folders) =>
        folders.SelectMany(f => f.Items).Select(AppointmentForm.Read).ToArray();

    private static Item Find(MailboxStore store, string id) =>
        (EntryId.TryParse(id, out var parsed) && parsed.Mailbox == store.Guid ? store.FindItem(parsed) : null)
        ?? throw new KeyNotFoundException($"'{store.Address}' has no item '{id}'.");

    private static Folder Folder(MailboxStore store, string displayName) =>
        store.Folders.FirstOrDefault(f => f.DisplayName == displayName)
        ?? throw new KeyNotFoundException($"'{store.Address}' has no folder '{displayName}'.");

    private static bool IsSame(object? a, object? b) =>
        (a, b) switch
        {
            (string[] x, string[] y) => x.SequenceEqual(y, StringComparer.Ordinal),
            (Recipient[] x, Recipient[] y) => x.SequenceEqual(y),
            _ => Equals(a, b),
        };
}
