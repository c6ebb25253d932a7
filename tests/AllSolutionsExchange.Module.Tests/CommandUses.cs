using System.Management.Automation;
using System.Management.Automation.Language;

namespace AllSolutionsExchange.ModuleTests;

/// <summary>Checks that what a text tells people to type is there: commands of the module, and their parameters.</summary>
internal sealed class CommandUses(IEnumerable<CmdletInfo> exported)
{
    private readonly Dictionary<string, CmdletInfo> _commands = exported.ToDictionary(
        command => command.Name,
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>How many calls were checked: none would prove nothing.</summary>
    public int Count { get; private set; }

    public static ScriptBlockAst Parse(string code)
    {
        var script = Parser.ParseInput(code, out _, out var errors);
        Assert.Empty(errors);
        return script;
    }

    public void Check(string code)
    {
        foreach (var call in Parse(code).FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
        {
            var name = call.GetCommandName() ?? "";
            Assert.False(name.Contains("-As", StringComparison.Ordinal) && !_commands.ContainsKey(name), $"{name} does not exist");
            if (_commands.TryGetValue(name, out var called))
            {
                Count++;
                var parameters = call.CommandElements.OfType<CommandParameterAst>().Select(parameter => parameter.ParameterName);
                Assert.All(parameters, parameter => Assert.Contains(parameter, called.Parameters.Keys, StringComparer.OrdinalIgnoreCase));
            }
        }
    }
}
