using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Commands;

namespace AllSolutionsExchange.Completion;

/// <summary>Completes the number of an appointment in the register of the store that the command names, the latest first. PowerShell shows nothing where there is none.</summary>
public sealed class AppointmentCompleter : IArgumentCompleter
{
    // As many as one can look through.
    private const int Most = 100;

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        using var coupling = Coupling.Open(fakeBoundParameters["Store"] as string, SystemClock.Now);
        var agenda = coupling.Agenda;
        var start = wordToComplete.Trim('\'', '"');

        // Off the pipeline's thread, as the cmdlets do it.
        return [.. Task.Run(() => agenda.GetAsync(new AgendaQuery(), _ => { }, CancellationToken.None)).GetAwaiter().GetResult()
            .Where(appointment => appointment.Id.StartsWith(start, StringComparison.Ordinal))
            .OrderByDescending(appointment => appointment.Start)
            .Take(Most)
            .Select(Show)];
    }

    private static CompletionResult Show(AsAppointment appointment) => new(
        appointment.Id, appointment.Id, CompletionResultType.ParameterValue, $"{appointment.User} {appointment.Start:yyyy-MM-dd HH:mm} {appointment.Subject}".Trim());
}
