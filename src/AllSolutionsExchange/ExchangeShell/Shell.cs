using System.Management.Automation;

namespace AllSolutionsExchange.ExchangeShell;

/// <summary>
/// Runs native commands in the session of the cmdlet's caller, on the pipeline thread: Ctrl+C ends a slow one as it ends the
/// cmdlet. Warnings are passed on; every error, thrown or written, becomes a <see cref="ShellCommandException"/>.
/// </summary>
internal sealed class Shell
{
    // Errors and warnings come back in the output, whatever the session's preferences are.
    private const string Invocation =
        "param($Command, $Parameters) & $Command @Parameters -ErrorAction Continue -WarningAction Continue 2>&1 3>&1";

    private static readonly ErrorDescriptor NotFound = ErrorIds.ExchangeCommandFailed with
    {
        Category = FailureCategory.ObjectNotFound,
        Advice = "Correct the name, or give it as Exchange shows it: the DistinguishedName or, of a virtual directory, the Identity.",
    };

    private readonly PSCmdlet _cmdlet;
    private readonly ShellCommandFinder _finder;

    /// <summary>Looks nothing up yet.</summary>
    /// <param name="cmdlet">The cmdlet whose caller's session it is.</param>
    /// <param name="family">The native commands that this work always needs; see <see cref="ShellCommandFinder"/>.</param>
    public Shell(PSCmdlet cmdlet, params string[] family)
    {
        _cmdlet = cmdlet;
        _finder = new ShellCommandFinder(cmdlet.SessionState.InvokeCommand, family);
    }

    /// <summary>The command as the session has it; null if it does not show it.</summary>
    /// <param name="name">The documented name.</param>
    public CommandInfo? Find(string name) => _finder.Find(name);

    /// <summary>Makes sure that a command can be run as it is, before anything else is changed.</summary>
    /// <param name="command">The command.</param>
    /// <returns>The command as the session has it.</returns>
    /// <exception cref="ShellCommandException">The session shows no such command, or not with these parameters.</exception>
    public CommandInfo Require(ShellCommand command)
    {
        var found =
            Find(command.Name)
            ?? throw new ShellCommandException(
                ErrorIds.ExchangeCommandMissing,
                command.Name,
                $"{command.Name} is not in this session.",
                "Run this in the Exchange Management Shell or after Import-PSSession of an Exchange server, with an account that has "
                    + $"{ShellRights.For(command.Name)}."
            );
        var parameters = found.Parameters;
        var missing = command.Parameters.FirstOrDefault(parameter => parameters?.ContainsKey(parameter.Name) == false);
        return missing is null
            ? found
            : throw new ShellCommandException(
                ErrorIds.ExchangeParameterMissing,
                command.Name,
                $"{command.Name} has no parameter -{missing.Name} in this session.",
                $"Exchange shows only what one's roles hold: use an account that has {ShellRights.For(command.Name)}."
            );
    }

    /// <summary>Runs a command.</summary>
    /// <param name="command">The command.</param>
    /// <returns>What it returned.</returns>
    /// <exception cref="ShellCommandException">It cannot be run here, or it failed.</exception>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public IReadOnlyList<ShellObject> Invoke(ShellCommand command)
    {
        var output = new List<ShellObject>();
        var errors = new List<ErrorRecord>();
        foreach (var value in Run(command, Require(command)).Where(value => value is not null))
        {
            switch (value.BaseObject)
            {
                case ErrorRecord error:
                    errors.Add(error);
                    break;
                case WarningRecord warning:
                    _cmdlet.WriteWarning(warning.Message);
                    break;
                default:
                    output.Add(new ShellObject(value));
                    break;
            }
        }

        return errors.Count == 0
            ? output
            : throw Failure(command, string.Join(" ", errors.Select(error => error.ToString())), errors[0], errors[0].Exception);
    }

    private IEnumerable<PSObject> Run(ShellCommand command, CommandInfo found)
    {
        var parameters = command.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
        try
        {
            return _cmdlet.SessionState.InvokeCommand.InvokeScript(
                useLocalScope: true,
                ScriptBlock.Create(Invocation),
                input: null,
                found,
                new System.Collections.Hashtable(parameters)
            );
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (RuntimeException exception)
        {
            throw Failure(command, exception.ErrorRecord.ToString(), exception.ErrorRecord, exception);
        }
    }

    private static ShellCommandException Failure(ShellCommand command, string message, ErrorRecord error, Exception inner) =>
        new(
            IsNotFound(error) ? NotFound : ErrorIds.ExchangeCommandFailed,
            command.Name,
            $"{command.Name} failed: {message}",
            IsNotFound(error) ? command.NotFoundAdvice : null,
            inner
        );

    /// <summary>Exchange says so by the name of its exception, which is there in a remote session too.</summary>
    private static bool IsNotFound(ErrorRecord error) => error.CategoryInfo.Reason.EndsWith("NotFoundException", StringComparison.Ordinal);
}
