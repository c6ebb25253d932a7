using AllSolutionsExchange.Storage;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>The appointments in the register (MAFSPR).</summary>
public sealed class AgendaRegister : ItemRegister<AsAppointment, AppointmentChanges>
{
    internal AgendaRegister(IDatabase database, Func<DateTimeOffset> clock, Func<CancellationToken, Task<string>> defaultZone)
        : base(database, clock, RegisterKind.Appointments, defaultZone) { }

    private protected override AsAppointment Show(RegisterRow row) => AsAppointment.From(row);
}
