using System.Globalization;
using System.Xml.Linq;

namespace AllSolutionsExchange.HelpGenerator;

/// <summary>The help of cmdlets as Get-Help reads it (MAML, as in the help files that come with PowerShell).</summary>
internal sealed class MamlWriter(XmlComments comments, RelatedCommands related)
{
    // What is left of 80 columns beside the deepest indent. PowerShell breaks longer lines, inside words in most languages.
    private const int Width = 71;

    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public XDocument Write(IEnumerable<Cmdlet> cmdlets) =>
        new(new XElement(Help + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(Write)));

    private XElement Write(Cmdlet cmdlet) =>
        new(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", cmdlet.Name),
                new XElement(Command + "verb", cmdlet.Verb),
                new XElement(Command + "noun", cmdlet.Noun),
                Description(comments.Of(cmdlet.Type, "synopsis"))
            ),
            Description(comments.Of(cmdlet.Type, "description")),
            new XElement(Command + "syntax", cmdlet.ParameterSets.Select(set => Syntax(cmdlet, set))),
            new XElement(
                Command + "parameters",
                cmdlet.Parameters.Select(parameter => Parameter(parameter, parameter.Sets[0], inSyntax: false)),
                Confirmation(cmdlet)
            ),
            new XElement(Command + "inputTypes", Inputs(cmdlet)),
            new XElement(Command + "returnValues", cmdlet.OutputTypes.Select(type => Output(cmdlet, type))),
            new XElement(Command + "examples", comments.Examples(cmdlet.Type).Select(Example)),
            new XElement(
                Command + "relatedLinks",
                related.Of(cmdlet).Select(name => Link((name, null))),
                comments.Links(cmdlet.Type).Select(Link)
            )
        );

    private XElement Syntax(Cmdlet cmdlet, string set) =>
        new(
            Command + "syntaxItem",
            new XElement(Maml + "name", cmdlet.Name),
            cmdlet.Syntax(set).Select(row => Parameter(row.Parameter, row.Set, inSyntax: true)),
            Confirmation(cmdlet)
        );

    private XElement Parameter(CmdletParameter parameter, ParameterSet set, bool inSyntax) =>
        Parameter(
            parameter.Name,
            comments.Of(parameter.Property),
            set,
            parameter.Aliases,
            parameter.IsSwitch
                ? null
                : new XElement(
                    Command + "parameterValue",
                    new XAttribute("required", "true"),
                    new XAttribute("variableLength", parameter.Property.PropertyType.IsArray),
                    parameter.TypeName
                ),
            inSyntax && parameter.Values.Count > 0
                ? new XElement(
                    Command + "parameterValueGroup",
                    parameter.Values.Select(value => new XElement(
                        Command + "parameterValue",
                        new XAttribute("required", "false"),
                        new XAttribute("variableLength", "false"),
                        value
                    ))
                )
                : null,
            TypeOf(parameter.TypeName),
            !inSyntax && parameter.Values.Count > 0
                ? Description(["Values: " + string.Join(", ", parameter.Values) + "."]).Elements()
                : null,
            parameter.TakesWildcards,
            inSyntax ? null : DefaultValue.Of(parameter, comments.Of(parameter.Property))
        );

    private static XElement Parameter(
        string name,
        IReadOnlyList<string> description,
        ParameterSet set,
        IReadOnlyList<string> aliases,
        XElement? value,
        XElement? values,
        XElement type,
        IEnumerable<XElement>? more,
        bool takesWildcards = false,
        string? standard = null
    )
    {
        var text = Description(description);
        text.Add(more);
        return new XElement(
            Command + "parameter",
            new XAttribute("required", set.IsMandatory),
            new XAttribute("globbing", takesWildcards),
            new XAttribute("pipelineInput", set.PipelineInput),
            new XAttribute("position", set.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
            new XAttribute("aliases", aliases.Count > 0 ? string.Join(", ", aliases) : "none"),
            new XElement(Maml + "name", name),
            text,
            values ?? value,
            values is null ? null : value,
            type,
            standard is null ? null : new XElement(Dev + "defaultValue", standard)
        );
    }

    /// <summary>What every cmdlet that changes something has; they are in no property.</summary>
    private static IEnumerable<XElement> Confirmation(Cmdlet cmdlet)
    {
        if (!cmdlet.SupportsShouldProcess)
        {
            yield break;
        }

        yield return Switch("WhatIf", "wi", "Shows what would be changed, and changes nothing.");
        yield return Switch("Confirm", "cf", "Asks before each change.");
    }

    private static XElement Switch(string name, string alias, string description) =>
        Parameter(
            name,
            [description],
            new ParameterSet("", IsMandatory: false, Position: null, FromPipeline: false, FromPipelineByPropertyName: false),
            [alias],
            value: null,
            values: null,
            TypeOf("SwitchParameter"),
            more: null,
            standard: "False"
        );

    private IEnumerable<XElement> Inputs(Cmdlet cmdlet) =>
        cmdlet
            .Parameters.Where(parameter => parameter.Sets.Any(set => set.FromPipeline))
            .Select(parameter => new XElement(
                Command + "inputType",
                TypeOf(parameter.TypeName),
                Description(comments.Of(parameter.Property))
            ));

    /// <summary>
    /// What kind of object a type is, and each of its properties in a line of its own. Of a type that is not ours the cmdlet says when it
    /// is
    /// returned, in a paragraph that has its name.
    /// </summary>
    private XElement Output(Cmdlet cmdlet, Type type) =>
        new(
            Command + "returnValue",
            TypeOf(CmdletParameter.Plain(type)),
            Description([.. comments.Of(type), .. comments.Of(cmdlet.Type, CmdletParameter.Plain(type)), .. Properties(type, prefix: "")])
        );

    /// <summary>The properties of a type, those of what they hold included.</summary>
    private IEnumerable<string> Properties(Type type, string prefix)
    {
        foreach (var property in type.GetProperties())
        {
            if (comments.Summary(property) is not { Length: > 0 } text)
            {
                continue;
            }

            yield return $"{prefix}{property.Name}: {text}";
            var held = property.PropertyType is { IsGenericType: true } list ? list.GetGenericArguments()[0] : property.PropertyType;
            if (held.IsEnum || held == type || comments.Of(held).Count == 0)
            {
                continue;
            }

            foreach (var line in Properties(held, $"{prefix}{property.Name}."))
            {
                yield return line;
            }
        }
    }

    private static XElement Example(HelpExample example, int index) =>
        new(
            Command + "example",
            new XElement(
                Maml + "title",
                string.Create(CultureInfo.InvariantCulture, $"-------------------------- EXAMPLE {index + 1} --------------------------")
            ),
            new XElement(Dev + "code", example.Code),
            new XElement(Dev + "remarks", Paragraphs([.. example.Introduction, .. example.Remarks]))
        );

    private static XElement Link((string Text, string? Address) link) =>
        new(Maml + "navigationLink", new XElement(Maml + "linkText", link.Text), new XElement(Maml + "uri", link.Address));

    private static XElement TypeOf(string name) => new(Dev + "type", new XElement(Maml + "name", name), new XElement(Maml + "uri"));

    private static XElement Description(IReadOnlyList<string> paragraphs) => new(Maml + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) =>
        paragraphs.Select(paragraph => new XElement(Maml + "para", string.Join('\n', Prose.Lines(paragraph, Width))));
}
