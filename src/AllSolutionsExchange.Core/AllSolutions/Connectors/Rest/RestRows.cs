using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>What a row of the interface is as an item, and an item as a row.</summary>
internal sealed class RestRows
{
    private readonly KindMap _map;
    private readonly KindParts _parts;
    private readonly Kind _kind;
    private readonly string _zone;
    private readonly string _folder;

    /// <param name="map">What is where.</param>
    /// <param name="zone">The mailbox's zone.</param>
    /// <param name="folder">The id of the collection.</param>
    public RestRows(KindMap map, string zone, string folder)
    {
        _map = map;
        _parts = KindParts.Of(map.Kind);
        _kind = Kinds.Of(map.Kind);
        _zone = zone;
        _folder = folder;
    }

    /// <summary>The names that every row must have. Of a mark that no row has yet, many servers leave the name out.</summary>
    public IEnumerable<ColumnName> Required =>
        _map
            .Columns.Where(column => !column.IsOptional)
            .Select(column => column.Name)
            .Concat(new[] { _map.Id, _map.Version, _map.Modified?.Name }.OfType<ColumnName>());

    /// <summary>The id of a row; null if it has none.</summary>
    public string? Id(JsonElement row) => _map.Id.In(row) is { } id ? Plain(id) : null;

    public string? Marker(JsonElement row) => _map.Marker?.In(row) is { } marker && Plain(marker) is { Length: > 0 } text ? text : null;

    /// <summary>What tells one state of a row from another: its version, or a hash of all that is looked at.</summary>
    public string Version(JsonElement row) =>
        _map.Version?.In(row) is { } version && Plain(version) is { Length: > 0 } text ? text : Hash(row);

    private string Hash(JsonElement row)
    {
        var names = _map.Columns.Select(column => column.Name).Concat(new[] { _map.Marker, _map.Modified?.Name }.OfType<ColumnName>());
        var text = string.Join("\n", names.Select(column => column.In(row)?.GetRawText() ?? "-"));
        using var sha = SHA256.Create();
        return Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(text)), 0, 12);
    }

    /// <summary>When a row was last changed; null where nothing tells.</summary>
    /// <exception cref="FormatException">It is written in another way than the map says.</exception>
    public ZonedTime? Modified(JsonElement row)
    {
        if (_map.Modified is not { } modified)
        {
            return null;
        }

        return Value<ZonedTime?>(modified.Name, row, modified.Form, isOptional: false);
    }

    /// <summary>What a row is; its error where a value cannot be read.</summary>
    public LoadResult Load(string id, JsonElement row)
    {
        try
        {
            if (!string.Equals(Id(row), id, StringComparison.Ordinal))
            {
                throw new FormatException($"it answers with another {_map.Id}");
            }

            var content = Content(row);
            var item = new SideItem
            {
                Id = id,
                Version = Version(row),
                Folder = _folder,
                Marker = Marker(row),
                ModifiedUtc = Modified(row)?.Utc ?? default,
                Content = content.IsPrivate ? null : content,
                Hold = content.IsPrivate ? HoldReason.Private : HoldReason.None,
            };
            return new LoadResult(id, item) { Name = ItemName.Of(content) };
        }
        catch (Exception exception)
            when (exception is FormatException or ArgumentException or OverflowException or UnknownTimeZoneException)
        {
            return new LoadResult(id, null, Unreadable(exception.Message));
        }
    }

    /// <summary>The row of a new item.</summary>
    /// <exception cref="FormatException">A value cannot be written there.</exception>
    public JsonObject New(WriteOperation operation, Func<string, string> fill)
    {
        var row = new JsonObject();
        foreach (var (name, value) in _map.Constants)
        {
            var isText = value is JsonValue json && json.TryGetValue<string>(out _);
            name.Put(row, isText ? JsonValue.Create(fill(value!.GetValue<string>())) : value?.DeepClone());
        }

        Put(row, operation, _kind.AllFields);
        _map.Marker?.Put(row, operation.LinkId.ToString());
        return row;
    }

    /// <summary>What is sent of a change.</summary>
    /// <param name="operation">The change.</param>
    /// <param name="whole">The row as it is, where all of it is sent; else null.</param>
    /// <exception cref="FormatException">A value cannot be written there.</exception>
    public JsonObject Changed(WriteOperation operation, JsonElement? whole)
    {
        var row = whole is { } current ? JsonObject.Create(current)! : [];
        if (operation.Action == SyncAction.Update)
        {
            Put(row, operation, operation.Fields);
        }

        if (operation.WritesMarker || operation.Action == SyncAction.Stamp)
        {
            _map.Marker?.Put(row, operation.LinkId.ToString());
        }

        return row;
    }

    public static ItemError Unreadable(string why) =>
        new("RowUnreadable", $"The row cannot be read by the map: {why.TrimEnd('.')}. Correct the row, or the map if all rows are so.");

    private CanonicalItem Content(JsonElement row)
    {
        if (Required.FirstOrDefault(name => name.In(row) is null) is { } missing)
        {
            throw new FormatException($"it has no '{missing}'");
        }

        var values = new PartValues();
        foreach (var column in _map.Columns)
        {
            values.Set(column.Part, Value<object?>(column.Name, row, column.Form, column.IsOptional));
        }

        return _parts.Read(values, _zone);
    }

    private static T? Value<T>(ColumnName name, JsonElement row, ValueForm form, bool isOptional)
    {
        if (name.In(row) is not { } json)
        {
            return isOptional ? default : throw new FormatException($"it has no '{name}'");
        }

        try
        {
            return form.Read(json) is T value ? value : default;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new FormatException($"in '{name}' {exception.Message}", exception);
        }
    }

    private void Put(JsonObject row, WriteOperation operation, FieldSet fields)
    {
        foreach (var column in _map.Columns.Where(column => !column.IsReadOnly && fields.Contains(FieldOf(column))))
        {
            column.Name.Put(row, column.Form.Write(_parts.Value(operation.Content!, column.Part)));
        }
    }

    private FieldSet FieldOf(Column column) =>
        FieldSet.Of(_kind.Fields.Select((name, place) => (name, place)).First(field => field.name == column.Part.Field).place);

    private static string? Plain(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => json.GetString(),
            JsonValueKind.Number => json.GetRawText(),
            _ => null,
        };
}
