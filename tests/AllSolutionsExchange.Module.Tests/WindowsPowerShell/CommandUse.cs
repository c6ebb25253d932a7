using System.Management.Automation.Language;

namespace AllSolutionsExchange.ModuleTests.WindowsPowerShell;

/// <summary>One use of a command, held to <see cref="CommandTable"/>.</summary>
internal static class CommandUse
{
    private static readonly HashSet<string> Encodings = new(["Unknown", "String", "Unicode", "Byte", "BigEndianUnicode", "UTF8", "UTF7", "UTF32", "Ascii", "Default", "Oem", "BigEndianUTF32"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> NewerVariables = new(["IsWindows", "IsLinux", "IsMacOS", "IsCoreCLR", "PSStyle"], StringComparer.OrdinalIgnoreCase);

    public static bool IsNewerVariable(string path) => NewerVariables.Contains(path.Split(':')[^1]);

    /// <summary>What 5.1 would not take of it; null where nothing.</summary>
    /// <param name="command">The use.</param>
    /// <param name="isOurs">Whether a name is a function of the project's, a command of Exchange's, or one of the module.</param>
    public static string? Problem(CommandAst command, Func<string, bool> isOurs)
    {
        if (command.GetCommandName() is not { } written || command.InvocationOperator == TokenKind.Dot || isOurs(written) || written.Contains('.', StringComparison.Ordinal)) return null;
        var name = CommandTable.NameOf(written);
        if (!CommandTable.Has(name)) return "a command that the table of 5.1 does not have";
        if (Parameters(command).FirstOrDefault(parameter => !CommandTable.Takes(name, parameter)) is { } newer) return $"-{newer}, which 5.1 lacks";
        if (name == "Join-Path" && Values(command) > 2) return "several children";
        if (name == "Set-Location" && Constants(command).Any(value => value is "-" or "+")) return "a location of the past, which 5.1 lacks";
        if (Constants(command).Any(IsNewerVariable)) return "a variable that 5.1 leaves empty";
        return EncodingOf(command) is { } encoding && !Encodings.Contains(encoding) ? "an encoding that 5.1 lacks" : null;
    }

    /// <summary>The type that New-Object is asked for, however it is said.</summary>
    public static string? NewType(CommandAst command)
    {
        if (!string.Equals(command.GetCommandName(), "New-Object", StringComparison.OrdinalIgnoreCase) || Given(command, "ComObject") is not null) return null;
        return ((Given(command, "TypeName") ?? command.CommandElements.Skip(1).FirstOrDefault(element => element is not CommandParameterAst)) as StringConstantExpressionAst)?.Value;
    }

    /// <summary>Written ones, and the keys of what is splatted.</summary>
    private static IEnumerable<string> Parameters(CommandAst command)
    {
        var splatted = command.CommandElements.OfType<VariableExpressionAst>().Where(variable => variable.Splatted).Select(variable => variable.VariablePath.UserPath);
        return command.CommandElements.OfType<CommandParameterAst>().Select(parameter => parameter.ParameterName).Concat(splatted.SelectMany(name => Keys(command, name)));
    }

    private static IEnumerable<string> Keys(Ast node, string variable)
    {
        while (node.Parent is not null) node = node.Parent;
        return node.FindAll(each => each is AssignmentStatementAst, searchNestedScriptBlocks: true).Cast<AssignmentStatementAst>()
            .Where(assignment => assignment.Left is VariableExpressionAst left && string.Equals(left.VariablePath.UserPath, variable, StringComparison.OrdinalIgnoreCase))
            .Select(assignment => assignment.Right.Find(each => each is HashtableAst, searchNestedScriptBlocks: false)).OfType<HashtableAst>()
            .SelectMany(table => table.KeyValuePairs).Select(pair => pair.Item1).OfType<StringConstantExpressionAst>().Select(key => key.Value);
    }

    private static IEnumerable<string> Constants(CommandAst command) =>
        command.CommandElements.Skip(1).Select(element => element is CommandParameterAst { Argument: { } argument } ? argument : element).OfType<StringConstantExpressionAst>().Select(value => value.Value);

    private static string? EncodingOf(CommandAst command) => (Given(command, "Encoding") as StringConstantExpressionAst)?.Value;

    private static CommandElementAst? Given(CommandAst command, string name)
    {
        var elements = command.CommandElements;
        var index = elements.ToList().FindIndex(element => element is CommandParameterAst parameter && name.StartsWith(parameter.ParameterName, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : ((CommandParameterAst)elements[index]).Argument ?? elements.ElementAtOrDefault(index + 1);
    }

    private static int Values(CommandAst command) => command.CommandElements.Skip(1).Count(element => element is not CommandParameterAst { Argument: null });
}
