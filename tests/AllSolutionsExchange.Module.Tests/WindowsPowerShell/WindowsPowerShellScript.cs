using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace AllSolutionsExchange.ModuleTests.WindowsPowerShell;

/// <summary>Finds in a script what Windows PowerShell 5.1 or its .NET Framework lacks, with the parser of the PowerShell of
/// today.</summary>
/// <param name="framework">The types of 5.1.</param>
/// <param name="functions">Functions that are defined elsewhere, such as in a script that this one calls.</param>
internal sealed partial class WindowsPowerShellScript(DotNetFramework framework, IReadOnlySet<string> functions)
{
    private static readonly Version Newest = new(5, 1);

    /// <summary>One line for everything that 5.1 would refuse or read as something else.</summary>
    public IReadOnlyList<string> Problems(string code)
    {
        var script = Parser.ParseInput(code, out var tokens, out var errors);
        var types = script.FindAll(node => node is TypeDefinitionAst, searchNestedScriptBlocks: true).Cast<TypeDefinitionAst>().ToList();
        var defined = types
            .Select(type => type.Name)
            .Concat(types.SelectMany(type => type.Members).Select(member => member.Name))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var own = Functions(script).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. errors.Select(error => Line(error.Extent, error.Message)),
            .. BeginningPipes(tokens).Select(pipe => Line(pipe.Extent, "| at the beginning of a line")),
            .. script
                .FindAll(_ => true, searchNestedScriptBlocks: true)
                .SelectMany(node =>
                    Problem(node, defined, name => own.Contains(name) || functions.Contains(name) || OurCommand().IsMatch(name))
                        .Select(problem => Line(node.Extent, problem))
                ),
        ];
    }

    /// <summary>The names of the functions that a script defines.</summary>
    public static IEnumerable<string> Functions(string code) => Functions(Parser.ParseInput(code, out _, out _));

    private static IEnumerable<string> Functions(Ast script) =>
        script
            .FindAll(node => node is FunctionDefinitionAst, searchNestedScriptBlocks: true)
            .Select(node => ((FunctionDefinitionAst)node).Name.Split(':')[^1]);

    /// <summary>5.1 ends a statement with its line, comments between or not.</summary>
    private static IEnumerable<Token> BeginningPipes(IEnumerable<Token> tokens)
    {
        var codes = tokens.Where(token => token.Kind != TokenKind.Comment).ToList();
        return codes
            .Zip(codes.Skip(1))
            .Where(pair => pair is { First.Kind: TokenKind.NewLine, Second.Kind: TokenKind.Pipe })
            .Select(pair => pair.Second);
    }

    private static string Line(IScriptExtent extent, string problem) =>
        string.Create(CultureInfo.InvariantCulture, $"line {extent.StartLineNumber}: {problem}: {extent.Text.Split('\n')[0]}");

    private IEnumerable<string> Problem(Ast node, HashSet<string> defined, Func<string, bool> isOurs)
    {
        if (Syntax(node) is { } syntax)
        {
            yield return syntax;
        }

        if (node is CommandAst command && CommandUse.Problem(command, isOurs) is { } newer)
        {
            yield return newer;
        }

        if (
            node is CommandAst { } maker
            && CommandUse.NewType(maker) is { } made
            && !defined.Contains(made)
            && framework.Find(Parsed(made), isAttribute: false) is null
        )
        {
            yield return "a type that .NET Framework lacks";
        }

        if (node is VariableExpressionAst variable && IsNewer(variable.VariablePath))
        {
            yield return "a variable that 5.1 leaves empty";
        }

        if (TypeOf(node) is { } type && !defined.Contains(type.FullName) && framework.Find(type, node is AttributeAst) is null)
        {
            yield return "a type that .NET Framework lacks";
        }

        if (node is AttributeAst attribute && !framework.Takes(attribute))
        {
            yield return "an argument that the attribute of 5.1 does not take";
        }

        if (node is ConvertExpressionAst { Child: HashtableAst table } cast && !framework.HasProperties(cast.Type.TypeName, table))
        {
            yield return "a property that .NET Framework lacks";
        }

        if (node is MemberExpressionAst member && !defined.Contains(member.Member.Extent.Text) && !framework.Has(member))
        {
            yield return "a member that .NET Framework lacks";
        }
    }

    private static bool IsNewer(VariablePath path) =>
        (path.IsVariable || string.Equals(path.DriveName, "variable", StringComparison.OrdinalIgnoreCase))
        && CommandUse.IsNewerVariable(path.UserPath);

    private static string? Syntax(Ast node) =>
        node switch
        {
            TernaryExpressionAst => "?:",
            PipelineChainAst => "&& or ||",
            PipelineAst { Background: true } => "& at the end",
            MemberExpressionAst { NullConditional: true } => "?.",
            IndexExpressionAst { NullConditional: true } => "?[]",
            BinaryExpressionAst { Operator: TokenKind.QuestionQuestion } => "??",
            AssignmentStatementAst { Operator: TokenKind.QuestionQuestionEquals } => "??=",
            BinaryExpressionAst { Operator: TokenKind.DotDot, Left: StringConstantExpressionAst } => ".. of characters",
            BinaryExpressionAst { Operator: TokenKind.DotDot, Left: ConvertExpressionAst { Type.TypeName.Name: "char" } } =>
                ".. of characters",
            BinaryExpressionAst { Operator: TokenKind.Isplit or TokenKind.Csplit, Right: ArrayLiteralAst { Elements: [_, { } limit, ..] } }
                when limit.Extent.Text.StartsWith('-') => "-split from the end",
            InvokeMemberExpressionAst { Static: false, Arguments: [StringConstantExpressionAst { Value.Length: > 1 }, ..] } call
                when Named(call, "Split") => "Split at a text, where 5.1 splits at each of its characters",
            MemberExpressionAst { Expression: VariableExpressionAst { VariablePath.UserPath: "PSVersionTable" } } member
                when Named(member, "Platform") || Named(member, "OS") => "a platform, of which 5.1 says nothing",
            BinaryExpressionAst
            {
                Operator: TokenKind.Ireplace or TokenKind.Creplace,
                Right: ArrayLiteralAst { Elements: [_, ScriptBlockExpressionAst] }
            } => "-replace by a script block",
            ScriptBlockAst { CleanBlock: not null } => "clean",
            ScriptBlockAst { ScriptRequirements: { } requirements }
                when requirements.RequiredPSVersion > Newest || requirements.RequiredPSEditions.Contains("Core") => "#requires",
            TypeDefinitionAst { IsEnum: true, BaseTypes.Count: > 0 } => "an enumeration with a type",
            ConstantExpressionAst number and not StringConstantExpressionAst when NewerNumber().IsMatch(number.Extent.Text) =>
                "a number in a new form",
            StringConstantExpressionAst
            {
                StringConstantType: not (StringConstantType.SingleQuoted or StringConstantType.SingleQuotedHereString)
            } text when NewerEscape().IsMatch(text.Extent.Text) => "a new escape",
            ExpandableStringExpressionAst text when NewerEscape().IsMatch(text.Extent.Text) => "a new escape",
            _ => null,
        };

    private static bool Named(MemberExpressionAst use, string name) =>
        use.Member.Extent.Text.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static ITypeName? TypeOf(Ast node) =>
        node switch
        {
            TypeExpressionAst expression => expression.TypeName,
            AttributeBaseAst attribute => attribute.TypeName,
            _ => null,
        };

    private static ITypeName Parsed(string name) =>
        Parser.ParseInput($"[{name}]", out _, out _).Find(node => node is TypeExpressionAst, searchNestedScriptBlocks: false)
            is TypeExpressionAst type
            ? type.TypeName
            : throw new ArgumentException(name, nameof(name));

    /// <summary>Binary numbers and the suffixes that came with them.</summary>
    [GeneratedRegex(
        @"^[-+]?(0b[01]|(0x[0-9a-f]+|[0-9.]+(e[-+]?[0-9]+)?)(u|us|ul|uy|y|s|n)([kmgtp]b)?$)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex NewerNumber();

    [GeneratedRegex(@"(?<!`)(``)*`(e|u\{)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NewerEscape();

    /// <summary>The module's own commands, which its own tests hold to what they take.</summary>
    [GeneratedRegex("^[A-Z][A-Za-z]+-As[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OurCommand();
}
