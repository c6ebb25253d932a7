using System.Globalization;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>All that is wrong with a map, so that it can be mended at once.</summary>
internal sealed class MapFaults
{
    private const int Shown = 20;
    private readonly List<(MapPlace Place, string Text)> _faults = [];

    public bool IsEmpty => _faults.Count == 0;

    /// <param name="place">Where.</param>
    /// <param name="fault">What is wrong, as the rest of a sentence.</param>
    /// <param name="advice">What to write instead, as a sentence.</param>
    public void Add(MapPlace place, string fault, string advice) => _faults.Add((place, ForeignText.Shown($"{place}: {fault}. {advice}")));

    /// <exception cref="ConnectorMapException">Something is wrong.</exception>
    public void ThrowIfAny()
    {
        if (IsEmpty)
        {
            return;
        }

        var lines = _faults.OrderBy(fault => fault.Place.Line).ThenBy(fault => fault.Place.Column).Select(fault => fault.Text).ToList();
        throw new ConnectorMapException(lines.Count > Shown ? [.. lines.Take(Shown), More(lines.Count - Shown)] : lines);
    }

    private static string More(int count) => string.Format(CultureInfo.InvariantCulture, "There are {0} more.", count);

    /// <summary>Advice that names what is nearest to a word, or all that it could be.</summary>
    public static string Instead(string word, IReadOnlyCollection<string> words)
    {
        var (nearest, distance) = words
            .Select(candidate => (candidate, Distance(Key(word), Key(candidate))))
            .OrderBy(pair => pair.Item2)
            .FirstOrDefault();
        return nearest is not null && distance <= Math.Max(1, word.Length / 3)
            ? $"Write '{nearest}'."
            : $"Write one of: {string.Join(", ", words)}.";
    }

    private static string Key(string word) => word.ToUpperInvariant();

    /// <summary>How many letters are to be put in, taken out or replaced (Levenshtein).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}

/// <summary>A map of a connector cannot be worked with.</summary>
public sealed class ConnectorMapException : CouplingException
{
    internal ConnectorMapException(IReadOnlyList<string> faults)
        : base(ErrorIds.ConnectorMapRefused, $"The map of the connector has faults: {string.Join(" ", faults)}") => Faults = faults;

    /// <summary>Each fault with its line, its column, its JSON path, and what to write instead.</summary>
    public IReadOnlyList<string> Faults { get; }
}
