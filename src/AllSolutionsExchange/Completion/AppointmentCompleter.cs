using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;

namespace AllSolutionsExchange.Completion;

/// <summary>Completes the number of an appointment in the register, the latest first.</summary>
public sealed class AppointmentCompleter : StoreCompleter
{
    private protected override async Task<IEnumerable<CompletionResult>> FindAsync(Coupling coupling, string start) =>
        (await coupling.Agenda.GetAsync(new ItemQuery(), CancellationToken.None).ConfigureAwait(false))
            .Where(appointment => appointment.Id.StartsWith(start, StringComparison.Ordinal))
            .OrderByDescending(appointment => appointment.Start)
            .Take(Most)
            .Select(Show);

    private static CompletionResult Show(RegisterAppointment appointment) =>
        new(
            appointment.Id,
            appointment.Id,
            CompletionResultType.ParameterValue,
            $"{appointment.User} {appointment.Start:yyyy-MM-dd HH:mm} {appointment.Subject}".Trim()
        );
}
