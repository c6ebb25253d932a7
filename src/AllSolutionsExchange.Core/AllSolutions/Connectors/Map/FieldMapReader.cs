using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>The fields that a map has of a kind.</summary>
/// <param name="Columns">Where their parts are.</param>
/// <param name="Known">The fields.</param>
/// <param name="ReadOnly">Those of them that are never written.</param>
internal sealed record FieldMap(IReadOnlyList<Column> Columns, FieldSet Known, FieldSet ReadOnly);

/// <summary>Reads where the fields of a kind are. Their names are those of the kind's rows.</summary>
internal sealed class FieldMapReader
{
    private readonly MapObject _kind;
    private readonly KindParts _parts;
    private readonly ColumnReader _columns;

    public FieldMapReader(MapObject kind, KindParts parts, ColumnReader columns)
    {
        _kind = kind;
        _parts = parts;
        _columns = columns;
    }

    public FieldMap? Read()
    {
        if (_kind.Object("fields", isRequired: true) is not { } map)
        {
            return null;
        }

        var kind = Kinds.Of(_parts.Kind);
        var columns = new List<Column>();
        FieldSet known = default,
            readOnly = default;
        foreach (var parts in _parts.Parts.GroupBy(part => part.Field))
        {
            if (map.Object(parts.Key, _parts.RequiredFields.Contains(parts.Key)) is not { } field)
            {
                continue;
            }

            var read = Columns(field, [.. parts]);
            var place = FieldSet.Of(kind.Fields.Select((name, index) => (name, index)).Single(row => row.name == parts.Key).index);
            columns.AddRange(read);
            known |= place;
            readOnly |= read.Exists(column => column.IsReadOnly) ? place : FieldSet.None;
        }

        map.Close();
        return new FieldMap(columns, known, readOnly);
    }

    private List<Column> Columns(MapObject field, FieldPart[] parts)
    {
        if (parts[0].Name is null)
        {
            return Column(field, parts[0]) is { } only ? [only] : [];
        }

        var columns = new List<Column>();
        foreach (var part in parts)
        {
            if (field.Object(part.Name!, part.IsRequired) is { } map && Column(map, part) is { } column)
            {
                columns.Add(column);
            }
        }

        field.Close();
        return columns;
    }

    private Column? Column(MapObject map, FieldPart part)
    {
        var name = _columns.Name(map, "name", isRequired: true);
        var isOptional = map.Flag("optional");
        var isReadOnly = map.Flag("readOnly");
        var form = Form(map, part);
        map.Close();
        return name is null || form is null ? null : new Column(part, name, form) { IsOptional = isOptional, IsReadOnly = isReadOnly };
    }

    private ValueForm? Form(MapObject map, FieldPart part) =>
        part.Type switch
        {
            PartType.Text => new TextForm(),
            PartType.Texts => new TextsForm(map.Text("separator", isBlankTaken: true)),
            PartType.Number => new NumberForm(),
            PartType.Flag when !map.Has("values") => new FlagForm(),
            PartType.Flag or PartType.Choice => Table(map, part),
            PartType.Day => new DayForm(ColumnReader.Format(map)),
            _ => _columns.Moment(map),
        };

    /// <summary>What is written for each value. All values must have something, and what is read must be one value.</summary>
    private static TableForm? Table(MapObject map, FieldPart part)
    {
        if (map.Object("values", isRequired: true) is not { } table)
        {
            return null;
        }

        var rows = new List<(object, IReadOnlyList<string>)>();
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in part.Values())
        {
            if (table.Node(pair.Key, isRequired: true) is not { } node)
            {
                continue;
            }

            var nodes = node.Type == System.Text.Json.JsonTokenType.StartArray ? node.Members.ConvertAll(member => member.Value) : [node];
            var json = nodes.Select(ColumnReader.Json).OfType<string>().ToList();
            if (json.Count != nodes.Count || json.Count == 0)
            {
                table.Fault(pair.Key, "a value is asked for here", "Write a text, a number, true, false or null, or a list of them.");
                continue;
            }

            if (part.IsExact && json.Find(taken.ContainsKey) is { } shared)
            {
                table.Fault(
                    pair.Key,
                    $"{shared} is {taken[shared]} already, and would come back as that",
                    $"Give each a value of its own, or leave {part.Field} out of the map."
                );
            }

            json.ForEach(one => taken[one] = taken.TryGetValue(one, out var first) ? first : pair.Key);
            rows.Add((pair.Value, json));
        }

        table.Close();
        return new TableForm(rows);
    }
}
