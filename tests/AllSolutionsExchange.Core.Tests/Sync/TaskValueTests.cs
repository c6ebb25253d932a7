using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Values at their limits arrive as they are, and no later run writes them again, in a mailbox of any zone.</summary>
public sealed class TaskValueTests
{
    private static readonly SyncOptions Wide = TwoKindsWorld.Daily with { PastDays = 3650 };

    // The first and the last year that the cmdlets take, the last day of a year, and one on which clocks change.
    private static readonly DateTime[] Days = [new(1900, 1, 1), new(2026, 3, 29), new(2026, 12, 31), new(2079, 12, 31), new(4500, 12, 31)];

    public static TheoryData<string, string> Zones { get; } =
        new()
        {
            { "New Zealand Standard Time", "Pacific/Auckland" },
            { "Pacific Standard Time", "America/Los_Angeles" },
            { "W. Europe Standard Time", "Europe/Amsterdam" },
            { "Pacific Standard Time", "Pacific/Auckland" },
        };

    [Theory]
    [MemberData(nameof(Zones))]
    public async Task What_the_register_holds_arrives(string mailboxZone, string zone)
    {
        await using var world = await TwoKindsWorld.StartAsync(mailboxZone, zone);
        foreach (var changes in Values().Concat(Days.SelectMany(OfDay)))
        {
            await world.Coupling.Tasks.AddAsync("user1", changes, default);
        }

        var before = await world.TasksAsync();
        await world.RunAsync(Wide);
        await world.RunAsync(Wide);
        await world.AssertQuietAsync(Wide);
        var there = world.Mailbox.Tasks.ToDictionary(task => task.Subject, StringComparer.Ordinal);
        foreach (var (task, old) in (await world.TasksAsync()).Zip(before))
        {
            Assert.Equal(Shown(old), Shown(task));
            Assert.Equal(
                (task.DueDate, task.Status, (double)task.PercentComplete),
                (there[task.Subject].Due, there[task.Subject].Status, there[task.Subject].Percent)
            );
        }

        Assert.Equal(before.Count, there.Count);
    }

    /// <summary>An edit of one field leaves the others as their user entered them, such as a body in HTML and 99.9 percent.</summary>
    [Theory]
    [MemberData(nameof(Zones))]
    public async Task What_Exchange_holds_arrives_and_stays_through_an_edit_of_another_field(string mailboxZone, string zone)
    {
        await using var world = await TwoKindsWorld.StartAsync(mailboxZone, zone);
        string[] contents =
        [
            "<t:Body BodyType=\"HTML\">&lt;html&gt;&lt;body&gt;&lt;p&gt;a &amp;amp; b&lt;/p&gt;&lt;/body&gt;&lt;/html&gt;</t:Body>",
            "<t:Body BodyType=\"Text\">😀&#x9;y &#x85; &#x2028; &#xD;&#xA; z</t:Body>",
            "<t:Categories><t:String>rood</t:String><t:String>Rood</t:String><t:String>a;b</t:String></t:Categories>",
            "<t:ReminderDueBy>2026-12-31T22:30:00Z</t:ReminderDueBy><t:ReminderIsSet>true</t:ReminderIsSet>",
            Day(33028, new DateTime(2026, 12, 31)),
            .. Days.Select(day => Day(33028, day) + Day(33029, day)),
            .. new[] { "0.4", "50", "99.9", "100" }.Select(percent => $"<t:PercentComplete>{percent}</t:PercentComplete>"),
        ];
        for (var number = 0; number < contents.Length; number++)
        {
            await world.CreateAsync($"<t:Subject>{number:00}</t:Subject>{contents[number]}");
        }

        await world.CreateAsync($"<t:Subject>{new string('s', 400)}</t:Subject>");
        await world.RunAsync(Wide);
        await world.RunAsync(Wide);
        await world.AssertQuietAsync(Wide);
        var tasks = await world.TasksAsync();
        Assert.Equal(contents.Length + 1, tasks.Count);
        var days = tasks.Where(task => task.StartDate is not null).Select(task => (task.StartDate, task.DueDate)).Order();
        Assert.Equal(Days.Append(new DateTime(2026, 12, 31)).Select(day => ((DateTime?)day, (DateTime?)day)).Order(), days);

        var before = Held(world);
        foreach (var task in tasks)
        {
            await world.Coupling.Tasks.UpdateAsync(task.Id, new() { Importance = Importance.High }, default);
        }

        var result = Assert.Single(await world.RunAsync(Wide, new SyncRequest { Users = ["user1"], Kinds = [ItemKind.Task] }));
        Assert.Equal((tasks.Count, 0), (result.ToExchange.Updated, result.ToAllSolutions.Updated));
        Assert.Equal(before, Held(world));
        await world.AssertQuietAsync(Wide);
    }

    private static IEnumerable<TaskChanges> Values() =>
        [
            new() { Subject = "nothing" },
            new() { Subject = new string('s', 255) },
            new() { Subject = "👩‍👩‍👧‍👦 e\u0301 \u0007\t\u001b", Body = "😀\n\u0001\u000b\ufffe x\r\n\ty\u0085z\u2028w" },
            new() { Subject = "long", Body = new string('b', 100_000) },
            new() { Subject = "markup", Body = "<html><body><p>a &amp; b</p></body></html>" },
            new() { Subject = "blanks", Body = "   lead\n\n\ntrail   \n\n" },
            new() { Subject = "categories", Categories = ["rood", "Rood", "Blauw, licht", " x "] },
            new()
            {
                Subject = "confidential",
                Importance = Importance.High,
                Sensitivity = Sensitivity.Confidential,
            },
            new()
            {
                Subject = "waiting",
                Status = TodoStatus.WaitingOnOthers,
                PercentComplete = 50,
            },
            new()
            {
                Subject = "begun",
                Status = TodoStatus.InProgress,
                PercentComplete = 0,
            },
            new() { Subject = "reminder", Reminder = new DateTime(2026, 12, 31, 23, 30, 0) },
        ];

    private static IEnumerable<TaskChanges> OfDay(DateTime day) =>
        [
            new() { Subject = $"due {day:yyyy-MM-dd}", DueDate = day },
            new()
            {
                Subject = $"both {day:yyyy-MM-dd}",
                StartDate = day,
                DueDate = day,
            },
            .. day.Year == 2026
                ? [new TaskChanges { Subject = $"done {day:yyyy-MM-dd}", CompletedDate = day }]
                : Array.Empty<TaskChanges>(),
        ];

    private static string Day(int property, DateTime day) =>
        $"<t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId=\"Task\" PropertyId=\"{property}\" "
        + "PropertyType=\"SystemTime\"/>"
        + FormattableString.Invariant($"<t:Value>{day:yyyy-MM-dd}T00:00:00Z</t:Value></t:ExtendedProperty>");

    private static string Shown(RegisterTask task) =>
        (task with { SyncId = null, LastModifiedUtc = default, Categories = [] }).ToString() + string.Join(";", task.Categories);

    private static List<string> Held(TwoKindsWorld world) =>
        [
            .. world.Mailbox.Items("Tasks").Select(item => item.Content.Body).Order(StringComparer.Ordinal),
            .. world.Mailbox.Tasks.Select(task => task.ToString()).Order(StringComparer.Ordinal),
        ];
}
