using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace AllSolutionsExchange.ModuleTests.WindowsPowerShell;

/// <summary>One use of a command, held to <see cref="CommandTable"/>.</summary>
internal static partial class CommandUse
{
    private static readonly HashSet<string> KnownEncodings = new(
        ["Unknown", "String", "Unicode", "Byte", "BigEndianUnicode", "UTF8", "UTF7", "UTF32", "Ascii", "Default", "Oem", "BigEndianUTF32"],
        StringComparer.OrdinalIgnoreCase
    );
    private static readonly HashSet<string> NewerVariables = new(
        [
            "IsWindows",
            "IsLinux",
            "IsMacOS",
            "IsCoreCLR",
            "PSStyle",
            "PSNativeCommandArgumentPassing",
            "PSNativeCommandUseErrorActionPreference",
            "EnabledExperimentalFeatures",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    public static bool IsNewerVariable(string path) => NewerVariables.Contains(path.Split(':')[^1].TrimStart('\\', '/'));

    /// <summary>What 5.1 would not take of it; null where nothing.</summary>
    /// <param name="command">The use.</param>
    /// <param name="isOurs">Whether a name is a function of the project's, a command of Exchange's, or one of the module.</param>
    public static string? Problem(CommandAst command, Func<string, bool> isOurs)
    {
        if (command.GetCommandName() is not { } said || command.InvocationOperator == TokenKind.Dot)
        {
            return null;
        }

        var written = Qualified().Replace(said, "");
        if (isOurs(written) || written.Contains('.', StringComparison.Ordinal))
        {
            return null;
        }

        var name = CommandTable.NameOf(written);
        if (!CommandTable.Has(name))
        {
            return "a command that the table of 5.1 does not have";
        }

        if (Parameters(command).FirstOrDefault(parameter => !CommandTable.Takes(name, parameter)) is { } newer)
        {
            return $"-{newer}, which 5.1 lacks or cannot tell from another";
        }

        if (Constants(command).Any(IsNewerVariable))
        {
            return "a variable that 5.1 leaves empty";
        }

        return Encodings(command).Any(encoding => !IsEncoding(encoding)) ? "an encoding that 5.1 lacks" : OtherMeaning(command, name);
    }

    /// <summary>What 5.1 takes and does something else with.</summary>
    private static string? OtherMeaning(CommandAst command, string name) =>
        name.ToUpperInvariant() switch
        {
            "JOIN-PATH" when Values(command) > 2 => "several children",
            "SET-LOCATION" when Constants(command).Any(value => value is "-" or "+") => "a location of the past, which 5.1 lacks",
            "START-SLEEP"
                when command.CommandElements.Any(element => Argument(element) is ConstantExpressionAst { Value: double or decimal }) =>
                "a part of a second, which 5.1 rounds off",
            "EXPORT-CSV" or "CONVERTTO-CSV" when !Has(command, "NoTypeInformation") =>
                "no -NoTypeInformation, without which 5.1 writes a line of its own",
            "EXPORT-CSV" when !Has(command, "Encoding") => "no -Encoding, without which 5.1 writes ASCII and loses every accent",
            "SELECT-OBJECT"
                when Has(command, "ExcludeProperty") && !Has(command, "Property") && command.CommandElements[1] is CommandParameterAst =>
                "-ExcludeProperty without -Property, of which 5.1 takes no notice",
            _ => null,
        };

    /// <summary>The type that New-Object is asked for, however it is said.</summary>
    public static string? NewType(CommandAst command)
    {
        if (
            !string.Equals(command.GetCommandName(), "New-Object", StringComparison.OrdinalIgnoreCase)
            || Given(command, "ComObject") is not null
        )
        {
            return null;
        }

        return (
            (Given(command, "TypeName") ?? command.CommandElements.Skip(1).FirstOrDefault(element => element is not CommandParameterAst))
            as StringConstantExpressionAst
        )?.Value;
    }

    /// <summary>Written ones, and the keys of what is splatted.</summary>
    private static IEnumerable<string> Parameters(CommandAst command) =>
        command
            .CommandElements.OfType<CommandParameterAst>()
            .Select(parameter => parameter.ParameterName)
            .Concat(Splatted(command).Select(pair => pair.Item1).OfType<StringConstantExpressionAst>().Select(key => key.Value));

    private static IEnumerable<Tuple<ExpressionAst, StatementAst>> Splatted(CommandAst command)
    {
        Ast script = command;
        while (script.Parent is not null)
        {
            script = script.Parent;
        }

        var names = command
            .CommandElements.OfType<VariableExpressionAst>()
            .Where(variable => variable.Splatted)
            .Select(variable => variable.VariablePath.UserPath)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return script
            .FindAll(each => each is AssignmentStatementAst, searchNestedScriptBlocks: true)
            .Cast<AssignmentStatementAst>()
            .Where(assignment => assignment.Left is VariableExpressionAst left && names.Contains(left.VariablePath.UserPath))
            .Select(assignment => assignment.Right.Find(each => each is HashtableAst, searchNestedScriptBlocks: false))
            .OfType<HashtableAst>()
            .SelectMany(table => table.KeyValuePairs);
    }

    private static IEnumerable<string> Constants(CommandAst command) =>
        command.CommandElements.Skip(1).Select(Argument).OfType<StringConstantExpressionAst>().Select(value => value.Value);

    private static Ast Argument(CommandElementAst element) =>
        element is CommandParameterAst { Argument: { } argument } ? argument : element;

    private static bool Has(CommandAst command, string name) =>
        Parameters(command).Any(parameter => name.StartsWith(parameter, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Ast> Encodings(CommandAst command)
    {
        const string name = "Encoding";
        var splatted = Splatted(command)
            .Where(pair =>
                pair.Item1 is StringConstantExpressionAst key && string.Equals(key.Value, name, StringComparison.OrdinalIgnoreCase)
            )
            .Select(pair => pair.Item2 is PipelineAst pipeline && pipeline.GetPureExpression() is { } value ? value : (Ast)pair.Item2);
        return Given(command, name) is { } given ? splatted.Append(given) : splatted;
    }

    // 5.1 takes names alone; what is in a variable is not told.
    private static bool IsEncoding(Ast value) =>
        value is VariableExpressionAst || (value is StringConstantExpressionAst text && KnownEncodings.Contains(text.Value));

    private static CommandElementAst? Given(CommandAst command, string name)
    {
        var elements = command.CommandElements;
        var index = elements
            .ToList()
            .FindIndex(element =>
                element is CommandParameterAst parameter && name.StartsWith(parameter.ParameterName, StringComparison.OrdinalIgnoreCase)
            );
        return index < 0 ? null : ((CommandParameterAst)elements[index]).Argument ?? elements.ElementAtOrDefault(index + 1);
    }

    private static int Values(CommandAst command) =>
        command.CommandElements.Skip(1).Count(element => element is not CommandParameterAst { Argument: null });

    /// <summary>The module before a command.</summary>
    [GeneratedRegex(@"^[A-Za-z.]+\\(?=[A-Za-z]+-[A-Za-z]+$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Qualified();
}
