using AllSolutionsExchange.Storage;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>The appointments in the register (MAFSPR).</summary>
public sealed class AgendaRegister : ItemRegister<RegisterAppointment, AppointmentChanges>
{
    internal AgendaRegister(IDatabase database, Func<DateTimeOffset> clock, Func<CancellationToken, Task<string>> defaultZone)
        : base(database, clock, RegisterKind.Appointments, defaultZone) { }

    private protected override RegisterAppointment Show(RegisterRow row) => RegisterAppointment.From(row);
}
