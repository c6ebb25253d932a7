using System.Globalization;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace AllSolutionsExchange.ModuleTests.WindowsPowerShell;

/// <summary>Finds in a script what Windows PowerShell 5.1 or its .NET Framework lacks, with the parser of the PowerShell of today.</summary>
internal sealed partial class WindowsPowerShellScript(DotNetFramework framework)
{
    private static readonly HashSet<string> NewerVariables = new(["IsWindows", "IsLinux", "IsMacOS", "IsCoreCLR", "PSStyle"], StringComparer.OrdinalIgnoreCase);
    private static readonly Version Newest = new(5, 1);

    /// <summary>One line for everything that 5.1 would refuse or read as something else.</summary>
    public IReadOnlyList<string> Problems(string code)
    {
        var script = Parser.ParseInput(code, out var tokens, out var errors);
        var defined = script.FindAll(node => node is TypeDefinitionAst, searchNestedScriptBlocks: true).Cast<TypeDefinitionAst>().Select(type => type.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. errors.Select(error => Line(error.Extent, error.Message)),
            .. BeginningPipes(tokens).Select(pipe => Line(pipe.Extent, "| at the beginning of a line")),
            .. script.FindAll(_ => true, searchNestedScriptBlocks: true).SelectMany(node => Problem(node, defined).Select(problem => Line(node.Extent, problem))),
        ];
    }

    /// <summary>5.1 ends a statement with its line, comments between or not.</summary>
    private static IEnumerable<Token> BeginningPipes(IEnumerable<Token> tokens)
    {
        var codes = tokens.Where(token => token.Kind != TokenKind.Comment).ToList();
        return codes.Zip(codes.Skip(1)).Where(pair => pair is { First.Kind: TokenKind.NewLine, Second.Kind: TokenKind.Pipe }).Select(pair => pair.Second);
    }

    private static string Line(IScriptExtent extent, string problem) => string.Create(CultureInfo.InvariantCulture, $"line {extent.StartLineNumber}: {problem}: {extent.Text.Split('\n')[0]}");

    private IEnumerable<string> Problem(Ast node, HashSet<string> defined)
    {
        if (Syntax(node) is { } syntax) yield return syntax;
        if (node is CommandAst command && (NewerCommands.Problem(command) ?? NewObject(command)) is { } newer) yield return newer;
        if (node is VariableExpressionAst variable && variable.VariablePath.IsVariable && NewerVariables.Contains(variable.VariablePath.UserPath.Split(':')[^1])) yield return "a variable that 5.1 leaves empty";
        if (TypeOf(node) is { } type && !defined.Contains(type.FullName) && framework.Find(type, node is AttributeAst) is null) yield return "a type that .NET Framework lacks";
        if (node is MemberExpressionAst member && !framework.Has(member)) yield return "a member that .NET Framework lacks";
    }

    private static string? Syntax(Ast node) => node switch
    {
        TernaryExpressionAst => "?:",
        PipelineChainAst => "&& or ||",
        PipelineAst { Background: true } => "& at the end",
        MemberExpressionAst { NullConditional: true } => "?.",
        IndexExpressionAst { NullConditional: true } => "?[]",
        BinaryExpressionAst { Operator: TokenKind.QuestionQuestion } => "??",
        AssignmentStatementAst { Operator: TokenKind.QuestionQuestionEquals } => "??=",
        BinaryExpressionAst { Operator: TokenKind.DotDot, Left: StringConstantExpressionAst } => ".. of characters",
        BinaryExpressionAst { Operator: TokenKind.Ireplace or TokenKind.Creplace, Right: ArrayLiteralAst { Elements: [_, ScriptBlockExpressionAst] } } => "-replace by a script block",
        ScriptBlockAst { CleanBlock: not null } => "clean",
        ScriptBlockAst { ScriptRequirements: { } requirements } when requirements.RequiredPSVersion > Newest || requirements.RequiredPSEditions.Contains("Core") => "#requires",
        TypeDefinitionAst { IsEnum: true, BaseTypes.Count: > 0 } => "an enumeration with a type",
        ConstantExpressionAst number and not StringConstantExpressionAst when NewerNumber().IsMatch(number.Extent.Text) => "a number in a new form",
        StringConstantExpressionAst { StringConstantType: StringConstantType.DoubleQuoted or StringConstantType.DoubleQuotedHereString } text when NewerEscape().IsMatch(text.Extent.Text) => "a new escape",
        ExpandableStringExpressionAst text when NewerEscape().IsMatch(text.Extent.Text) => "a new escape",
        _ => null,
    };

    private static ITypeName? TypeOf(Ast node) => node switch
    {
        TypeExpressionAst expression => expression.TypeName,
        AttributeBaseAst attribute => attribute.TypeName,
        _ => null,
    };

    private string? NewObject(CommandAst command) =>
        string.Equals(command.GetCommandName(), "New-Object", StringComparison.OrdinalIgnoreCase)
        && command.CommandElements.Skip(1).FirstOrDefault(element => element is not CommandParameterAst) is StringConstantExpressionAst name
        && !command.CommandElements.OfType<CommandParameterAst>().Any(parameter => parameter.ParameterName.StartsWith("Com", StringComparison.OrdinalIgnoreCase))
        && framework.Find(Parsed(name.Value), isAttribute: false) is null
            ? "a type that .NET Framework lacks"
            : null;

    private static ITypeName Parsed(string name) =>
        Parser.ParseInput($"[{name}]", out _, out _).Find(node => node is TypeExpressionAst, searchNestedScriptBlocks: false) is TypeExpressionAst type ? type.TypeName : throw new ArgumentException(name, nameof(name));

    /// <summary>Binary numbers and the suffixes that came with them.</summary>
    [GeneratedRegex(@"^[-+]?(0b[01]|(0x[0-9a-f]+|[0-9.]+(e[-+]?[0-9]+)?)(u|us|ul|uy|y|s|n)([kmgtp]b)?$)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NewerNumber();

    [GeneratedRegex(@"(?<!`)(``)*`(e|u\{)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NewerEscape();
}
