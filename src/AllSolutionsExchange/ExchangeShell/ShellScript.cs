using System.Management.Automation.Language;

namespace AllSolutionsExchange.ExchangeShell;

/// <summary>Prints native commands as script text that any PowerShell from 2.0 on parses back to the same values.</summary>
internal static class ShellScript
{
    /// <summary>The command on one line.</summary>
    public static string Print(ShellCommand command) =>
        string.Concat(command.Name, string.Concat(command.Parameters.Select(parameter => " " + Print(parameter))));

    /// <summary>The step on one line: its change behind the conditions under which it is made.</summary>
    public static string Print(ShellStep step) => $"if ({string.Join(" -and ", step.Guards.Select(Print))}) {{ {Print(step.Change)} }}";

    /// <summary>
    /// A text as a literal. Single quotes, since nothing is expanded within them; the typographic ones end a text as the plain
    /// one does, so they are doubled too. A line break is written as a character code: the command stays on one line.
    /// </summary>
    public static string Quote(string text)
    {
        var lines = text.Replace("\r\n", "\n")
            .Split('\n')
            .Select(line => $"'{CodeGeneration.EscapeSingleQuotedStringContent(line)}'")
            .ToList();

        // PowerShell takes --% for its stop-parsing sign even where it is in quotes.
        return lines.Count == 1 && text != "--%" ? lines[0] : $"({string.Join(" + [char]10 + ", lines)})";
    }

    private static string Print(ShellGuard guard)
    {
        var conditions = guard
            .Equal.Select(pair => $"$_.{pair.Property} -eq {Quote(pair.Value)}")
            .Concat(guard.Empty is null ? [] : new[] { $"-not $_.{guard.Empty}" });
        return $"{(guard.IsPresent ? "" : "-not ")}({Print(guard.Probe)} | Where-Object {{ {string.Join(" -and ", conditions)} }})";
    }

    private static string Print(ShellParameter parameter) =>
        parameter switch
        {
            { IsSwitch: true, Value: true } => $"-{parameter.Name}",
            { IsSwitch: true } => $"-{parameter.Name}:{Print(parameter.Value)}",
            _ => $"-{parameter.Name} {Print(parameter.Value)}",
        };

    private static string Print(object value) =>
        value switch
        {
            bool isTrue => isTrue ? "$true" : "$false",
            string text => Quote(text),
            string[] texts => $"@({string.Join(", ", texts.Select(Quote))})",
            ShellExpression expression => expression.Text,
            _ => throw new ArgumentException($"A {value.GetType().Name} cannot be printed as a value.", nameof(value)),
        };
}
