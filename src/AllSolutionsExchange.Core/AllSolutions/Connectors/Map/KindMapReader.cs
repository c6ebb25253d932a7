using System.Text.RegularExpressions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>Reads what a map says of one kind.</summary>
internal sealed class KindMapReader
{
    private static readonly string[] Writes = ["POST", "PUT", "PATCH"];
    private static readonly string[] Changes = ["PATCH", "PUT", "POST"];
    private static readonly string[] Deletes = ["DELETE", "POST"];
    private static readonly string[] Pagings = ["none", "offset", "page", "keySet", "link", "next"];
    private static readonly string[] Single = ["id", "user", "mailbox"];
    private static readonly Regex Place = new(@"\{(?<name>[^{}]*)\}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private readonly MapObject _map;
    private readonly ItemKind _kind;
    private readonly string _zone;

    public KindMapReader(MapObject map, ItemKind kind, string zone)
    {
        _map = map;
        _kind = kind;
        _zone = zone;
    }

    /// <summary>The map of the kind; null where faults leave none.</summary>
    public KindMap? Read()
    {
        var columns = new ColumnReader(_map, _zone);
        var id = columns.Name(_map, "id", isRequired: true);
        var version = columns.Name(_map, "version");
        var marker = columns.Name(_map, "marker");
        var modified = columns.Moment("modified");
        var isMatched = IsMatched(version);
        var list = _map.Object("list", isRequired: true) is { } inner ? List(inner, columns, modified is not null) : null;
        var find = Find(marker);
        var read = _map.Object("read", isRequired: true) is { } reading ? Path(reading, Single, must: "id", isLast: true) : null;
        var (create, key) = Create();
        var (change, isWhole) = Change();
        var delete = Call("delete", Deletes, must: "id");
        var constants = columns.Constants();
        var fields = new FieldMapReader(_map, KindParts.Of(_kind), columns).Read();
        _map.Close();
        return id is null || list is null || read is null || create is null || change is null || delete is null || fields is null
            ? null
            : new KindMap
            {
                Kind = _kind,
                Id = id,
                Version = version,
                IsMatched = isMatched,
                Marker = marker,
                Modified = modified,
                List = list,
                FindPath = find,
                ReadPath = read,
                Create = create,
                CreateKey = key,
                Change = change,
                SendsWhole = isWhole,
                Delete = delete,
                Constants = constants,
                Columns = fields.Columns,
                KnownFields = fields.Known,
                Mapping = Mapping(),
                ReadOnlyFields = fields.ReadOnly,
            };
    }

    private string Mapping()
    {
        var kind = Kinds.Of(_kind);
        var whole = new[] { "id", "version", "marker", "modified" }.Select(name => $"{name}={_map.Node(name)}");
        return SideMapping.Of(
            string.Join("\n", whole.Append(_zone)),
            _map.Node("fields")!.Members.Select(field => (kind.Fields.ToList().IndexOf(field.Name), $"{_zone} {field.Value}"))
        );
    }

    private bool IsMatched(ColumnName? version)
    {
        var isMatched = _map.Flag("ifMatch");
        if (isMatched && version is null)
        {
            _map.Fault("ifMatch", "there is no version to match", "Add \"version\", or take \"ifMatch\" out.");
        }

        return isMatched;
    }

    private string? Find(ColumnName? marker)
    {
        var path = _map.Object("find") is { } map ? Path(map, ["user", "mailbox", "marker"], must: "marker", isLast: true) : null;
        if (path is not null && marker is null)
        {
            _map.Fault("find", "items have no place for the marker that is looked for", "Add \"marker\", or take \"find\" out.");
        }

        return path;
    }

    private (CallMap? Call, string? Key) Create()
    {
        if (_map.Object("create", isRequired: true) is not { } map)
        {
            return (null, null);
        }

        var method = map.Choice("method", Writes) ?? "POST";
        var key = map.Text("key");
        return (Path(map, ["user", "mailbox"], must: null, isLast: true) is { } path ? new CallMap(method, path) : null, key);
    }

    private (CallMap? Call, bool IsWhole) Change()
    {
        if (_map.Object("change", isRequired: true) is not { } map)
        {
            return (null, false);
        }

        var method = map.Choice("method", Changes) ?? "PATCH";
        var body = map.Choice("body", ["changed", "whole"]) ?? (method == "PUT" ? "whole" : "changed");
        return (Path(map, Single, must: "id", isLast: true) is { } path ? new CallMap(method, path) : null, body == "whole");
    }

    private CallMap? Call(string name, string[] methods, string must)
    {
        if (_map.Object(name, isRequired: true) is not { } map)
        {
            return null;
        }

        var method = map.Choice("method", methods) ?? methods[0];
        return Path(map, Single, must, isLast: true) is { } path ? new CallMap(method, path) : null;
    }

    private ListMap? List(MapObject map, ColumnReader columns, bool hasModified)
    {
        var path = Path(map, ["user", "mailbox"], must: null, isLast: false);
        var items = columns.Name(map, "items");
        var count = columns.Name(map, "count");
        var paging = map.Object("paging") is { } inner ? Paging(inner, columns) : new PagingMap.None();
        var since = map.Object("since") is { } changed ? Since(changed) : null;
        if (since is not null && !hasModified)
        {
            map.Fault("since", "nothing tells when a row was changed", "Add \"modified\" to the kind, or take \"since\" out.");
        }

        map.Close();
        return path is null || paging is null ? null : new ListMap(path, items, count, paging, since);
    }

    private static SinceMap? Since(MapObject map)
    {
        var overlap = map.Number("overlapMinutes", 0, 24 * 60, otherwise: 120);
        var whole = map.Number("wholeHours", 1, 24 * 31, otherwise: 24);
        return Path(map, ["user", "mailbox", "since"], must: "since", isLast: true) is { } path
            ? new SinceMap(path, TimeSpan.FromMinutes(overlap), TimeSpan.FromHours(whole))
            : null;
    }

    private static PagingMap? Paging(MapObject map, ColumnReader columns)
    {
        const int MaxSize = 10_000;
        var type = map.Choice("type", Pagings, isRequired: true);
        var isCounted = type is "offset" or "page" or "keySet";
        var parameter = isCounted ? map.Text("parameter", isRequired: true) : null;
        var sizeParameter = isCounted ? map.Text("sizeParameter") : null;
        var size = isCounted ? map.Number("size", 1, MaxSize, otherwise: 100) : 0;
        var first = type == "page" ? map.Number("first", 0, 1, otherwise: 1) : 0;
        var next = type == "next" ? columns.Name(map, "name", isRequired: true) : null;
        if (type is not null)
        {
            map.Close();
        }

        return type switch
        {
            "none" => new PagingMap.None(),
            "link" => new PagingMap.Link(),
            "next" when next is not null => new PagingMap.Next(next),
            "offset" when parameter is not null => new PagingMap.Offset(parameter, sizeParameter, size),
            "page" when parameter is not null => new PagingMap.Page(parameter, first, sizeParameter, size),
            "keySet" when parameter is not null => new PagingMap.KeySet(parameter, sizeParameter, size),
            _ => null,
        };
    }

    /// <summary>A path below the server's address, with the places of values in braces.</summary>
    private static string? Path(MapObject map, string[] places, string? must, bool isLast)
    {
        var path = map.Text("path", isRequired: true);
        if (isLast)
        {
            map.Close();
        }

        if (path is null)
        {
            return null;
        }

        if (path[0] is '/' or '\\' || path.Contains("://") || path.Contains("..") || path.Contains('#') || path.Any(char.IsWhiteSpace))
        {
            map.Fault(
                "path",
                "this is not a path below the address of the server",
                "Write it as afspraken/{id}, without a slash before it."
            );
            return null;
        }

        var found = Place.Matches(path).Cast<Match>().Select(match => match.Groups["name"].Value).ToList();
        foreach (var unknown in found.Where(name => !places.Contains(name)))
        {
            map.Fault(
                "path",
                $"'{{{unknown}}}' is not known here",
                MapFaults.Instead($"{{{unknown}}}", [.. places.Select(place => $"{{{place}}}")])
            );
        }

        if (must is not null && !found.Contains(must))
        {
            map.Fault("path", $"'{{{must}}}' is missing", $"Write {{{must}}} where its value belongs.");
        }

        return path;
    }
}
