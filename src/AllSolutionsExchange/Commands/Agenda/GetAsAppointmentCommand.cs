using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Errors;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Lists appointments in AllSolutions.</para>
/// <para type="description">Lists what is in the register (MAFSPR in AllSolutions), by user and start.</para>
/// </summary>
/// <example>
///   <para>List the appointments that are not linked to an item in Exchange.</para>
///   <code>Get-AsUserMailbox | Get-AsAppointment -WithoutSyncId</code>
/// </example>
/// <example>
///   <para>Write a user's appointments of March to a file, change it in another program, and see what it would change. Dates have the year
/// first
/// in it, in any culture.</para>
///   <code>Get-AsAppointment -User JAN -From 2026-03-01 -Until 2026-04-01 | Export-Csv march.csv -NoTypeInformation -Encoding UTF8
/// Import-Csv march.csv | Set-AsAppointment -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "AsAppointment")]
[OutputType(typeof(AsAppointment))]
public sealed class GetAsAppointmentCommand : StoreCommand
{
    /// <summary>
    /// <para type="description">The user's code in AllSolutions, with the wildcards * and ?. One that is named without them, is not
    /// registered and has no appointments is an error.</para>
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    [NoInvisibleCharacters]
    public string? User { get; set; }

    /// <summary><para type="description">The appointment's number. One that is not there is an error.</para></summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AppointmentCompleter))]
    [NoInvisibleCharacters]
    public string? Id { get; set; }

    /// <summary><para type="description">The subject, with the wildcards * and ?.</para></summary>
    [Parameter]
    [SupportsWildcards]
    public string? Subject { get; set; }

    /// <summary>
    /// <para type="description">Only what is still going on at this time or starts later; in this computer's time zone.</para>
    /// </summary>
    [Parameter]
    [TextIs(typeof(DateTime))]
    public DateTime? From { get; set; }

    /// <summary><para type="description">Only what starts before this time; in this computer's time zone.</para></summary>
    [Parameter]
    [TextIs(typeof(DateTime))]
    public DateTime? Until { get; set; }

    /// <summary><para type="description">Only what has no synchronisation id: what is not linked to an item in Exchange.</para></summary>
    [Parameter]
    public SwitchParameter WithoutSyncId { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => User;

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        var query = new ItemQuery
        {
            User = User,
            Id = Id,
            Subject = Subject,
            FromUtc = From?.ToUniversalTime(),
            UntilUtc = Until?.ToUniversalTime(),
            WithoutSyncId = WithoutSyncId,
        };
        if (Id is not null)
        {
            await OpenCoupling().Agenda.FindAsync(Id, cancellationToken).ConfigureAwait(false);
        }

        var errors = new List<RegisterException>();
        var found = await OpenCoupling().Agenda.GetAsync(query, errors.Add, cancellationToken).ConfigureAwait(false);
        if (found.Count + errors.Count == 0 && User is not null && !WildcardPattern.ContainsWildcardCharacters(User))
        {
            await RequireUserAsync(User, cancellationToken).ConfigureAwait(false);
        }

        foreach (var appointment in found)
        {
            pipeline.WriteObject(appointment);
        }

        errors.ForEach(error => pipeline.WriteError(ErrorRecords.From(error, User ?? Id)!));
    }

    /// <summary>A user who is not registered may have appointments all the same; one who has none either is nobody.</summary>
    private async Task RequireUserAsync(string user, CancellationToken cancellationToken)
    {
        var coupling = OpenCoupling();
        var errors = new List<RegisterException>();
        var all = await coupling.Agenda.GetAsync(new ItemQuery { User = user }, errors.Add, cancellationToken).ConfigureAwait(false);
        if (all.Count + errors.Count == 0)
        {
            await coupling.Users.FindAsync(user, cancellationToken).ConfigureAwait(false);
        }
    }
}
