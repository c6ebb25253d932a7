using System.Management.Automation;

namespace AllSolutionsExchange.ExchangeShell;

/// <summary>
/// Finds Exchange's own commands in the caller's session: in the Exchange Management Shell, or imported from a remote session,
/// also where that was imported with a prefix. All are taken under one prefix, so that two organizations never mix.
/// </summary>
internal sealed class ShellCommandFinder
{
    private const CommandTypes Kinds = CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Alias;

    private readonly CommandInvocationIntrinsics _commands;
    private readonly string[] _family;
    private readonly Lazy<(string Prefix, string? Module)> _source;

    /// <summary>Looks nothing up yet.</summary>
    /// <param name="commands">The session of the caller.</param>
    /// <param name="family">Commands that whoever may do this work can see, all of them. They tell a prefixed import from a
    /// namesake.</param>
    public ShellCommandFinder(CommandInvocationIntrinsics commands, params string[] family)
    {
        _commands = commands;
        _family = family;
        _source = new Lazy<(string, string?)>(FindSource);
    }

    /// <summary>The command, or null where the session does not show it.</summary>
    /// <param name="name">The documented name.</param>
    /// <exception cref="ShellCommandException">Two prefixes would do.</exception>
    public CommandInfo? Find(string name)
    {
        var (prefix, module) = _source.Value;
        var found = _commands.GetCommand(WithPrefix(name, prefix), Kinds);
        return module is null || string.Equals(found?.ModuleName, module, StringComparison.OrdinalIgnoreCase) ? found : null;
    }

    private (string Prefix, string? Module) FindSource()
    {
        if (_commands.GetCommand(_family[0], Kinds) is not null)
        {
            return ("", null);
        }

        var (verb, noun) = Split(_family[0]);
        var sources = _commands
            .GetCommands($"{verb}-*{noun}", CommandTypes.Cmdlet | CommandTypes.Function, nameIsPattern: true)
            .Select(command =>
                (
                    Prefix: Split(command.Name).Noun is { } prefixed ? prefixed.Substring(0, prefixed.Length - noun.Length) : "",
                    Module: command.ModuleName
                )
            )
            .Where(source =>
                source.Prefix.Length > 0 && !string.IsNullOrEmpty(source.Module) && IsPrefixedImport(source.Prefix, source.Module)
            )
            .Distinct()
            .ToList();
        return sources.Count switch
        {
            0 => ("", null),
            1 => sources[0],
            _ => throw new ShellCommandException(
                ErrorIds.ExchangeCommandAmbiguous,
                _family[0],
                $"{_family[0]} is here under several prefixes: {string.Join(", ", sources.Select(source => source.Prefix))}.",
                "Keep one Exchange session imported and run the command again."
            ),
        };
    }

    /// <summary>An import under a prefix gives it to every command, and holds the whole family.</summary>
    private bool IsPrefixedImport(string prefix, string module)
    {
        var exported = _commands
            .GetCommands("*-*", CommandTypes.Cmdlet | CommandTypes.Function, nameIsPattern: true)
            .Where(command => string.Equals(command.ModuleName, module, StringComparison.OrdinalIgnoreCase))
            .Select(command => command.Name)
            .ToList();
        return exported.All(name => Split(name).Noun.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            && _family.All(name => exported.Contains(WithPrefix(name, prefix), StringComparer.OrdinalIgnoreCase));
    }

    private static string WithPrefix(string name, string prefix) => Split(name) is var (verb, noun) ? $"{verb}-{prefix}{noun}" : name;

    private static (string Verb, string Noun) Split(string name) =>
        (name.Substring(0, name.IndexOf('-')), name.Substring(name.IndexOf('-') + 1));
}
