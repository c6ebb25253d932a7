using System.Globalization;
using System.Text.Json;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>
/// An object of a map while it is read: each value is asked for by its name and type, and what is left over at the end is not known. A
/// fault is kept and a default goes on, so that all faults are found at once.
/// </summary>
internal sealed class MapObject
{
    private readonly MapNode _node;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private MapObject(MapNode node, MapFaults faults)
    {
        _node = node;
        Faults = faults;
    }

    public MapFaults Faults { get; }

    public MapPlace Place => _node.Place;

    /// <summary>The members in their order, for those whose names are not fixed.</summary>
    public IEnumerable<(string Name, MapPlace Place, MapNode Value)> Members => _node.Members;

    /// <summary>A node as an object; null, with a fault, if it is none.</summary>
    public static MapObject? Of(MapNode node, MapFaults faults)
    {
        if (node.Type == JsonTokenType.StartObject)
        {
            return new MapObject(node, faults);
        }

        faults.Add(node.Place, "an object is asked for here", "Write { } with what belongs into it.");
        return null;
    }

    /// <summary>A value; null if it is not given, with a fault if it must be.</summary>
    public MapNode? Node(string name, bool isRequired = false)
    {
        _asked.Add(name);
        var found = _node.Members.Find(member => string.Equals(member.Name, name, StringComparison.Ordinal)).Value;
        if (found is null && isRequired)
        {
            Faults.Add(Place, $"'{name}' is missing", $"Add \"{name}\".");
        }

        return found;
    }

    public bool Has(string name) => Node(name) is not null;

    public MapObject? Object(string name, bool isRequired = false) => Node(name, isRequired) is { } node ? Of(node, Faults) : null;

    public string? Text(string name, bool isRequired = false, bool isBlankTaken = false)
    {
        if (Node(name, isRequired) is not { } node)
        {
            return null;
        }

        if (node.Type == JsonTokenType.String && (isBlankTaken ? node.Text.Length > 0 : !string.IsNullOrWhiteSpace(node.Text)))
        {
            return node.Text;
        }

        Faults.Add(node.Place, "a text is asked for here", "Write it in quotation marks, and not empty.");
        return null;
    }

    public bool Flag(string name)
    {
        var node = Node(name);
        if (node is not null && node.Type is not (JsonTokenType.True or JsonTokenType.False))
        {
            Faults.Add(node.Place, "yes or no is asked for here", "Write true or false, without quotation marks.");
        }

        return node?.Type == JsonTokenType.True;
    }

    /// <summary>A whole number.</summary>
    public int Number(string name, int least, int most, int otherwise)
    {
        if (Node(name) is not { } node)
        {
            return otherwise;
        }

        if (
            node.Type == JsonTokenType.Number
            && int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
        {
            return number;
        }

        Faults.Add(
            node.Place,
            "a whole number is asked for here",
            FormattableString.Invariant($"Write one from {least} to {most}, without quotation marks.")
        );
        return otherwise;
    }

    /// <summary>One of several words.</summary>
    public string? Choice(string name, IReadOnlyCollection<string> words, bool isRequired = false)
    {
        if (Text(name, isRequired) is not { } text)
        {
            return null;
        }

        if (words.Contains(text))
        {
            return text;
        }

        Faults.Add(Node(name)!.Place, $"'{text}' is not known here", MapFaults.Instead(text, words));
        return null;
    }

    /// <summary>Whose members are texts, such as headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Texts(string name)
    {
        var texts = new List<(string, string)>();
        if (Object(name) is { } inner)
        {
            foreach (var (key, _, _) in inner.Members.ToList())
            {
                if (inner.Text(key) is { } text)
                {
                    texts.Add((key, text));
                }
            }
        }

        return texts;
    }

    public void Fault(string name, string fault, string advice) => Faults.Add(Node(name)?.Place ?? Place, fault, advice);

    /// <summary>Keeps a fault for each member that nobody asked for.</summary>
    public void Close()
    {
        foreach (var (name, place, _) in _node.Members)
        {
            if (!_asked.Contains(name))
            {
                Faults.Add(place, $"'{name}' is not known here", Secrets.IsLikely(name) ? Secrets.Advice : MapFaults.Instead(name, _asked));
            }
        }
    }

    /// <summary>What belongs into the store and never into a map.</summary>
    private static class Secrets
    {
        public const string Advice = "A secret is never in the map: name it with \"secret\", and keep it in the store.";

        private static readonly string[] Words = ["password", "wachtwoord", "pwd", "token", "secret", "apikey", "credential"];

        public static bool IsLikely(string name) => Words.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
    }
}
