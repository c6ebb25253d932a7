using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>An item that is made to test an interface, which nobody could take for one of his own.</summary>
internal sealed class TestItem
{
    private const string Title = "AllSolutionsExchange test";

    private readonly Kind _kind;
    private readonly LinkId _mark;
    private readonly string _title;

    /// <param name="kind">The kind.</param>
    /// <param name="zone">The time zone of an appointment.</param>
    /// <param name="now">The time.</param>
    public TestItem(ItemKind kind, string zone, DateTimeOffset now)
    {
        _kind = Kinds.Of(kind);
        _mark = LinkId.New(now);
        _title = $"{Title} {_mark}";
        var day = now.UtcDateTime.Date.AddDays(1);
        CanonicalItem item =
            kind == ItemKind.Task
                ? new TodoTask
                {
                    Subject = _title,
                    Body = "It is removed by the test that made it.",
                    Due = DateTime.SpecifyKind(day, DateTimeKind.Unspecified),
                }
                : new Appointment
                {
                    Subject = _title,
                    Body = "It is removed by the test that made it.",
                    Start = ZonedTime.FromLocal(DateTime.SpecifyKind(day.AddHours(12), DateTimeKind.Unspecified), zone),
                    End = ZonedTime.FromLocal(DateTime.SpecifyKind(day.AddHours(12.25), DateTimeKind.Unspecified), zone),
                    ShowAs = ShowAs.Free,
                };
        Content = _kind.Normalized(item);
        ChangedContent = _kind.Normalized(
            item switch
            {
                TodoTask task => task with { Subject = _title + " changed" },
                Appointment appointment => appointment with { Subject = _title + " changed" },
                _ => throw new ArgumentOutOfRangeException(nameof(kind)),
            }
        );
    }

    public CanonicalItem Content { get; }

    public CanonicalItem ChangedContent { get; }

    /// <summary>Whether an item is what the test made: it has its title, with the mark in it.</summary>
    public bool IsOurs(CanonicalItem? item) => item?.Title.StartsWith(_title, StringComparison.Ordinal) == true;

    public WriteOperation Create(ISyncSide side) =>
        new()
        {
            Action = SyncAction.Create,
            LinkId = _mark,
            Content = Content,
            Fields = _kind.AllFields & ~side.Capabilities.ReadOnlyFields,
        };

    public WriteOperation Change(SideItem made) =>
        new()
        {
            Action = SyncAction.Update,
            LinkId = _mark,
            Id = made.Id,
            Version = made.Version,
            Content = ChangedContent,
            Fields = _kind.Digests(Content).Differences(_kind.Digests(ChangedContent)),
        };

    public WriteOperation Delete(string id, string version) =>
        new()
        {
            Action = SyncAction.Delete,
            LinkId = _mark,
            Id = id,
            Version = version,
        };
}
