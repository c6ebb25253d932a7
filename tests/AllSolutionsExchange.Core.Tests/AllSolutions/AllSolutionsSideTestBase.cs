using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions;

/// <summary>A user's agenda in a register of its own, as the engine sees it.</summary>
public abstract class AllSolutionsSideTestBase : IDisposable
{
    private protected static readonly DateTime Ten = new(2026, 11, 3, 10, 0, 0);

    private protected CouplingFolder Folder { get; } = new();

    private protected AgendaRegister Agenda => Folder.Coupling.Agenda;

    private protected AllSolutionsSide Side => new(Agenda, "jdv");

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static Appointment Appointment(string subject) =>
        new()
        {
            Subject = subject,
            Start = ZonedTime.FromLocal(Ten, "UTC"),
            End = ZonedTime.FromLocal(Ten.AddHours(1), "UTC"),
        };

    private protected static AppointmentChanges Changes(string subject) =>
        new()
        {
            Subject = subject,
            Location = "Zaal 1",
            Start = Ten,
            End = Ten.AddHours(1),
            TimeZone = "UTC",
        };

    private protected static WriteOperation Create(LinkId link, string subject) =>
        new()
        {
            Action = SyncAction.Create,
            LinkId = link,
            Folder = "agenda",
            Content = Appointment(subject),
            Fields = AppointmentFields.Kind.AllFields,
        };

    private protected static WriteOperation Write(SyncAction action, SideItem item, LinkId link) =>
        new()
        {
            Action = action,
            LinkId = link,
            Id = item.Id,
            Version = item.Version,
        };

    private protected Task<RegisterAppointment> AddAsync(string subject) => Agenda.AddAsync("jdv", Changes(subject), default);

    private protected async Task<SideItem> ItemAsync(string id) => Assert.Single(await Side.LoadAsync([id], default)).Item!;
}
